import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type AdapterRulesInput, loadAdapterRules, loadAdapterText } from '../../src/adapter/rules/load';
import { nodeAt, type SourceNode } from '../../src/source/node';
import { SourceFile } from '../../src/source/source-file';
import { embeddedIn, wholeFile } from '../../src/source/source-text';
import { parseYaml } from '../../src/source/yaml';

/** Configurations collected from public repositories; they are not part of this one. */
const FOLDER = resolve(__dirname, '../../../shared/corpus/adapter-configs');
const files = existsSync(FOLDER) ? readdirSync(FOLDER) : [];

/** Every place in a document where rules may stand. */
function inputsOf(root: SourceNode): readonly AdapterRulesInput[] {
  const lists = ['/rules/custom', '/prometheus/adapter/rules/custom', '/prometheus-adapter/rules/custom'];
  return [
    { span: root.span, config: root },
    { span: root.span, rules: root },
    ...lists.flatMap((path) => {
      const rules = nodeAt(root, path);
      return rules ? [{ span: root.span, rules }] : [];
    }),
  ];
}

(files.length > 0 ? describe : describe.skip)('every configuration of the corpus', () => {
  it.each(files)('loads or is refused with places: %s', (name) => {
    const file = new SourceFile(name, readFileSync(join(FOLDER, name), 'utf8'));
    for (const { root, problems } of parseYaml(wholeFile(file))) {
      if (!root) {
        expect(problems.length).toBeGreaterThan(0);
        continue;
      }
      const text = nodeAt(root, '/data/config.yaml');
      const loads = inputsOf(root).map((input) => loadAdapterRules(input));
      if (text?.kind === 'scalar') loads.push(loadAdapterText(embeddedIn(text)));
      for (const { errors } of loads) {
        for (const { span, message, help } of errors) {
          expect(span.start).toBeLessThanOrEqual(span.end);
          expect(span.end).toBeLessThanOrEqual(file.text.length);
          expect(message).not.toBe('');
          expect(help).not.toBe('');
        }
      }
    }
  });
});

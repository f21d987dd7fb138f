import type { ApiResource } from '../../kubernetes/resource-table';
import { compileRe2, type Re2 } from '../../series/re2';
import type { LoadFault } from './load-error';
import { isTemplate, parseTemplate, type Template } from './template';
import type { GroupResource } from './types';

/** The type that Go names in its messages. */
const DATA_TYPE = 'schema.GroupResource';

/** `resources.template`: from a label to a resource, and from a resource to a label. The two do not always agree. */
export class LabelTemplate {
  public constructor(
    public readonly text: string,
    private readonly template: Template,
    private readonly pattern: Re2,
  ) {}

  /** The resource that a label would name; whether it exists is another question. */
  public groupResourceOf(label: string): GroupResource | undefined {
    const match = this.pattern.find(label);
    if (!match) return undefined;
    const group = (name: string) => match.groups[match.names.get(name) ?? -1] ?? '';
    return { group: group('group'), resource: group('resource') };
  }

  /** The label that queries use for a resource: with its singular, and `_` for `.` and `-` in the group. */
  public labelOf(resource: ApiResource): string | undefined {
    const result = this.template.render(
      DATA_TYPE,
      new Map([
        ['Group', resource.group.replaceAll(/[.-]/g, '_')],
        ['Resource', resource.singular],
      ]),
    );
    return 'text' in result && result.text !== '' ? result.text : undefined;
  }
}

/** Compiles the template as the adapter does: rendered with capture groups, the rest of it is taken as a pattern. */
export function compileLabelTemplate(text: string): LabelTemplate | LoadFault {
  const template = parseTemplate(text);
  if (!isTemplate(template)) {
    return { ...fault(`the label template cannot be read: ${template.message}`), within: template };
  }
  const rendered = template.render(
    DATA_TYPE,
    new Map([
      ['Group', '(?P<group>.+?)'],
      ['Resource', '(?P<resource>.+?)'],
    ]),
  );
  if ('error' in rendered) return fault(`the label template fails: ${rendered.error}`);
  if (rendered.text === '') return fault('the label template renders to nothing');
  const pattern = compileRe2(`^${withLastGroupsNamed(rendered.text)}$`);
  if (pattern.kind === 'refused') return fault(`the label template becomes an invalid pattern: ${pattern.message}`);
  if (!groupNamesOf(pattern.pattern).has('resource')) return fault('the label template does not contain .Resource');
  return new LabelTemplate(text, template, pattern);
}

/** A template may use a field twice. Go then reads the last group of the name; RE2 here allows a name only once. */
function withLastGroupsNamed(pattern: string): string {
  return ['(?P<group>.+?)', '(?P<resource>.+?)'].reduce((text, group) => {
    const last = text.lastIndexOf(group);
    return last === -1 ? text : text.slice(0, last).replaceAll(group, '(.+?)') + text.slice(last);
  }, pattern);
}

/** The names of a pattern's groups: with an empty alternative in front it matches the empty text. */
function groupNamesOf(pattern: string): ReadonlySet<string> {
  const probe = compileRe2(`|${pattern}`);
  return new Set(probe.kind === 'refused' ? [] : probe.find('')?.names.keys());
}

function fault(message: string): LoadFault {
  return { code: 'L8', message, help: 'write a label name with <<.Resource>> in it, and <<.Group>> if need be' };
}

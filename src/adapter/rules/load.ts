import { type ApiResource, BUILT_IN_RESOURCES } from '../../kubernetes/resource-table';
import { nodeAt, type SourceNode, spanAt } from '../../source/node';
import { type Pointer, pointer } from '../../source/pointer';
import { SourceFile, type Span } from '../../source/source-file';
import { embeddedIn, type SourceText, spanOf, wholeFile } from '../../source/source-text';
import { parseYaml, type YamlProblem } from '../../source/yaml';
import { compileAssociation, compileQuery, compileRule, type ReportFault, type RuleParts } from './compile-rule';
import { ConfigDecoder } from './decode';
import type { LoadError, LoadErrorCode, LoadFault } from './load-error';
import { prometheusDurationFault } from './prometheus-duration';
import type { AdapterConfig, AdapterRule, ResourceRules } from './types';

/** Which of the adapter's lists a rule stands in. */
export type RuleList = 'rules' | 'externalRules';

/** A rule that the adapter would start with. */
export interface CompiledRule extends RuleParts {
  readonly list: RuleList;
  /** Its place in the list, from 0; rules that do not load count. */
  readonly index: number;
  readonly rule: AdapterRule;
  /** From the root of the configuration, such as `/rules/0`. */
  readonly path: Pointer;
  /** Where a field of the rule stands in the file; a path from the rule, such as `/metricsQuery`. */
  readonly spanOf: (path: Pointer) => Span;
  /** Where a part of a field's text stands; offsets in it. */
  readonly spanWithin: (path: Pointer, within: { readonly start: number; readonly end: number }) => Span;
}

/** What the adapter makes of its configuration. With any error, upstream's adapter does not start at all. */
export interface LoadedConfig {
  /** As decoded; what could not be decoded is left out. */
  readonly config: AdapterConfig;
  readonly rules: readonly CompiledRule[];
  readonly externalRules: readonly CompiledRule[];
  /** In the order of the file. */
  readonly errors: readonly LoadError[];
}

/** A configuration as YAML nodes: whole, or its lists one by one where Helm values spread them. */
export interface AdapterRulesInput {
  /** Where errors without a better place are shown. */
  readonly span: Span;
  /** The root of `config.yaml`. */
  readonly config?: SourceNode;
  readonly rules?: SourceNode;
  readonly externalRules?: SourceNode;
  readonly resourceRules?: SourceNode;
  /** What the YAML reader found in the text. */
  readonly problems?: readonly YamlProblem[];
}

export interface LoadOptions {
  /** Custom resources of the cluster, beyond the built-in ones. */
  readonly customResources?: readonly ApiResource[];
  /** The flags --metrics-relist-interval and --metrics-max-age, in ms, where both are known. */
  readonly flags?: { readonly relistIntervalMs: number; readonly maxAgeMs: number };
}

/**
 * Loads a configuration from its text, as strictly as the adapter does: the content of `config.yaml`, YAML 1.1, the first
 * document only. Never throws. With any error upstream's adapter does not start (see `consequenceOf` for ACK's).
 * Source: kubernetes-sigs/prometheus-adapter, pkg/config and pkg/naming.
 *
 * @returns every error with its place, in the order of the file; the rules that have none are compiled all the same
 */
export function loadAdapterConfig(text: string, options: LoadOptions = {}): LoadedConfig {
  return loadAdapterText(wholeFile(new SourceFile('config.yaml', text)), options);
}

/** Loads a configuration from a text in a file, such as the scalar of a ConfigMap. */
export function loadAdapterText(source: SourceText, options: LoadOptions = {}): LoadedConfig {
  // Like the adapter's YAML library, only the first document is read.
  const [document] = parseYaml(source);
  const span = spanOf(source, 0, 0);
  return loadAdapterRules(
    { span, ...(document?.root && { config: document.root }), problems: document?.problems ?? [] },
    options,
  );
}

/** Loads a configuration that is already a tree. */
export function loadAdapterRules(input: AdapterRulesInput, options: LoadOptions = {}): LoadedConfig {
  const loader = new Loader(input, options);
  return loader.load();
}

class Loader {
  private readonly table: readonly ApiResource[];
  private readonly decoder: ConfigDecoder;
  private readonly nodes = new Map<string, SourceNode>();

  public constructor(
    private readonly input: AdapterRulesInput,
    private readonly options: LoadOptions,
  ) {
    this.table = [...BUILT_IN_RESOURCES, ...(options.customResources ?? [])];
    this.decoder = new ConfigDecoder((path) => this.spanOf(path));
  }

  public load(): LoadedConfig {
    for (const problem of this.input.problems ?? []) this.decoder.report(yamlError(problem), problem.span);
    this.findNodes();
    const rules = this.decode('rules', this.decoder.rules);
    const externalRules = this.decode('externalRules', this.decoder.rules);
    const resourceRules = this.decode('resourceRules', this.decoder.resourceRules);
    const compiled = this.compileList('rules', rules ?? []);
    const compiledExternal = this.compileList('externalRules', externalRules ?? []);
    if (resourceRules) this.checkResourceRules(resourceRules);
    this.checkFlags(rules ?? []);
    return {
      config: {
        ...(rules && { rules }),
        ...(externalRules && { externalRules }),
        ...(resourceRules && { resourceRules }),
      },
      rules: compiled,
      externalRules: compiledExternal,
      errors: [...this.decoder.errors].sort((a, b) => a.span.start - b.span.start),
    };
  }

  private findNodes(): void {
    const { config, rules, externalRules, resourceRules } = this.input;
    if (config) for (const [key, node] of this.decoder.topLevel(config)) this.nodes.set(key, node);
    if (rules) this.nodes.set('rules', rules);
    if (externalRules) this.nodes.set('externalRules', externalRules);
    if (resourceRules) this.nodes.set('resourceRules', resourceRules);
  }

  private decode<T>(key: string, read: (node: SourceNode, path: Pointer) => T | undefined): T | undefined {
    const node = this.nodes.get(key);
    return node && read(node, pointer(key));
  }

  private compileList(list: RuleList, rules: readonly AdapterRule[]): readonly CompiledRule[] {
    const known = this.errorCodesByRule(list);
    return rules.flatMap((rule, index) => {
      const path = pointer(list, index);
      const before = known.get(String(index));
      // A value of another type left a hole: what follows from the hole would only repeat the error.
      if (before?.has('L4')) return [];
      const parts = compileRule(rule, this.table, this.reporter(path));
      if (!parts || before) return [];
      return [
        {
          ...parts,
          list,
          index,
          rule,
          path,
          spanOf: (field: Pointer) => this.spanOf(path + field),
          spanWithin: (field: Pointer, within) => this.spanWithin(path + field, within),
        },
      ];
    });
  }

  /** By the index of the rule in its list. */
  private errorCodesByRule(list: RuleList): ReadonlyMap<string, ReadonlySet<LoadErrorCode>> {
    const codes = new Map<string, Set<LoadErrorCode>>();
    for (const { path, code } of this.decoder.errors) {
      const [, of, index] = path.split('/');
      if (of !== list || index === undefined) continue;
      codes.set(index, (codes.get(index) ?? new Set()).add(code));
    }
    return codes;
  }

  private checkResourceRules({ cpu = {}, memory = {}, window }: ResourceRules): void {
    for (const [key, rule] of Object.entries({ cpu, memory })) {
      const path = pointer('resourceRules', key);
      const report = this.reporter(path);
      compileAssociation(rule.resources ?? {}, this.table, '/resources', report);
      compileQuery(rule.containerQuery ?? '', '/containerQuery', report);
      compileQuery(rule.nodeQuery ?? '', '/nodeQuery', report);
    }
    const fault = window === undefined ? undefined : prometheusDurationFault(window);
    if (fault) this.reporter('')('/resourceRules/window', fault);
  }

  private checkFlags(rules: readonly AdapterRule[]): void {
    const { flags } = this.options;
    if (!flags || rules.length === 0 || flags.maxAgeMs >= flags.relistIntervalMs) return;
    this.decoder.report({
      code: 'L12',
      message: `--metrics-max-age is ${flags.maxAgeMs / 1000} s, less than --metrics-relist-interval with ${flags.relistIntervalMs / 1000} s`,
      help: 'set --metrics-max-age to the relist interval or more',
      path: '/rules',
    });
  }

  private reporter(base: Pointer): ReportFault {
    return (path, { within, ...fault }: LoadFault) => {
      const at = base + path;
      this.decoder.report({ ...fault, path: at }, within ? this.spanWithin(at, within) : this.spanOf(at));
    };
  }

  private spanOf(path: Pointer): Span {
    const { node, below } = this.nodeAbove(path);
    return node ? spanAt(node, below) : this.input.span;
  }

  /** A part of a scalar's text. */
  private spanWithin(path: Pointer, { start, end }: { readonly start: number; readonly end: number }): Span {
    const { node, below } = this.nodeAbove(path);
    const scalar = node && nodeAt(node, below);
    return scalar?.kind === 'scalar' ? spanOf(embeddedIn(scalar), start, end) : this.spanOf(path);
  }

  private nodeAbove(path: Pointer): { readonly node: SourceNode | undefined; readonly below: Pointer } {
    const [, list = '', ...rest] = path.split('/');
    const node = this.nodes.get(list) ?? this.input.config;
    return { node, below: rest.map((segment) => `/${segment}`).join('') };
  }
}

function yamlError({ code, message }: YamlProblem): Omit<LoadError, 'span'> {
  if (code === 'duplicate-key') {
    return { code: 'L3', message, help: 'keep one of them: the adapter refuses duplicate keys', path: '' };
  }
  return { code: 'L1', message: `the YAML cannot be read: ${message}`, help: yamlHelp(message), path: '' };
}

function yamlHelp(message: string): string {
  if (/tab/i.test(message)) return 'indent with spaces: YAML allows no tabs there';
  return 'mend the syntax at this place; check indentation and quotes around values that begin with { or hold ": "';
}

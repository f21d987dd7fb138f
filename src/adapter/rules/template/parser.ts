import { isFunction } from './functions';
import { type Token, type TokenKind, tokenize } from './lexer';
import { characterValue, numberValue, stringValue } from './literal';
import type { Command, Operand, Pipeline, TemplateList, TemplateNode } from './nodes';
import { TemplateSyntaxError } from './template-error';

/** Deeper nesting is refused: the reader calls itself per level. */
const DEEPEST = 100;

type BlockEnd = 'end' | 'else';

interface Block {
  readonly list: TemplateList;
  readonly stop: BlockEnd;
}

/** Reads a template. Throws TemplateSyntaxError with what Go's parser would refuse. */
export function parse(text: string): TemplateList {
  return new Parser(tokenize(text)).whole();
}

class Parser {
  private at = 0;
  private depth = 0;
  private ranges = 0;
  private variables: string[] = ['$'];

  public constructor(private readonly tokens: readonly Token[]) {}

  public whole(): TemplateList {
    const nodes: TemplateNode[] = [];
    for (;;) {
      const token = this.peek();
      if (token.kind === 'end') return nodes;
      if (token.kind === 'open' && this.wordAfterOpen() === 'define') {
        this.define();
        continue;
      }
      const node = this.textOrAction();
      if (typeof node === 'string') throw this.fault(`unexpected {{${node}}}`, token);
      nodes.push(node);
    }
  }

  private block(context: string): Block {
    const nodes: TemplateNode[] = [];
    for (;;) {
      if (this.peek().kind === 'end') throw this.fault(`unexpected EOF in ${context}`, this.peek());
      const node = this.textOrAction();
      if (typeof node === 'string') return { list: nodes, stop: node };
      nodes.push(node);
    }
  }

  private textOrAction(): TemplateNode | BlockEnd {
    const token = this.next();
    if (token.kind === 'text') return { kind: 'text', text: token.text };
    const first = this.nextNonSpace();
    if (first.kind === 'word') {
      const control = this.control(first);
      if (control) return control;
    }
    this.at--;
    return { kind: 'action', pipeline: this.pipeline('command', 'close'), at: token.start };
  }

  private control(word: Token): TemplateNode | BlockEnd | undefined {
    switch (word.text) {
      case 'if':
      case 'with':
      case 'range':
        return this.branch(word.text, word);
      case 'end':
        this.expectClose('end');
        return 'end';
      case 'else':
        return this.elseWord();
      case 'break':
      case 'continue':
        if (this.ranges === 0) throw this.fault(`{{${word.text}}} outside {{range}}`, word);
        this.expectClose(word.text);
        return { kind: word.text, at: word.start };
      case 'template':
        return this.templateCall(word);
      case 'block':
        return this.blockDefinition(word);
      case 'define':
        throw this.fault('unexpected {{define}}', word);
      default:
        return undefined;
    }
  }

  /** `else if` stays on its line: the branch reads it next. */
  private elseWord(): BlockEnd {
    const save = this.at;
    const token = this.nextNonSpace();
    if (token.kind === 'close') return 'else';
    this.at = save;
    return 'else';
  }

  private branch(kind: 'if' | 'with' | 'range', word: Token): TemplateNode {
    this.deepen(word);
    const mark = this.variables.length;
    const pipeline = this.pipeline(kind, 'close');
    if (kind === 'range') this.ranges++;
    const { list: then, stop } = this.block(kind);
    if (kind === 'range') this.ranges--;
    const otherwise = stop === 'else' ? this.otherwise(kind, word) : [];
    this.variables.length = mark;
    this.depth--;
    return { kind, pipeline, then, otherwise, at: word.start };
  }

  private otherwise(kind: 'if' | 'with' | 'range', word: Token): TemplateList {
    const previous = this.tokens[this.at - 1]!;
    if (previous.kind !== 'close') {
      const next = this.nextNonSpace();
      if (next.text !== 'if' || kind !== 'if') throw this.fault(`unexpected <${next.text}> in else`, next);
      return [this.branch(kind, next)];
    }
    const { list, stop } = this.block(kind);
    if (stop === 'else') throw this.fault('expected end; found {{else}}', word);
    return list;
  }

  private templateCall(word: Token): TemplateNode {
    const name = this.nextNonSpace();
    if (name.kind !== 'string') throw this.fault('a template call needs a name in quotes', name);
    if (this.nextNonSpace().kind !== 'close') {
      this.at--;
      this.pipeline('template clause', 'close');
    }
    return { kind: 'template', name: stringValue(name), at: word.start };
  }

  private blockDefinition(word: Token): TemplateNode {
    const name = this.nextNonSpace();
    if (name.kind !== 'string') throw this.fault('a block needs a name in quotes', name);
    this.pipeline('block clause', 'close');
    this.inNewScope(word, () => this.closedBlock('block clause'));
    return { kind: 'template', name: stringValue(name), at: word.start };
  }

  private define(): void {
    this.next();
    const word = this.nextNonSpace();
    const name = this.nextNonSpace();
    if (name.kind !== 'string') throw this.fault('a definition needs a name in quotes', name);
    this.expectClose('define clause');
    this.inNewScope(word, () => this.closedBlock('define clause'));
  }

  private closedBlock(context: string): void {
    const { stop } = this.block(context);
    if (stop === 'else') throw this.fault(`unexpected {{else}} in ${context}`, this.peek());
  }

  private inNewScope(word: Token, read: () => void): void {
    this.deepen(word);
    const [variables, ranges] = [this.variables, this.ranges];
    this.variables = ['$'];
    this.ranges = 0;
    read();
    [this.variables, this.ranges] = [variables, ranges];
    this.depth--;
  }

  private pipeline(context: string, end: 'close' | 'paren'): Pipeline {
    const start = this.nextNonSpace();
    this.at--;
    const { names, assigns } = this.declarations(context);
    const commands: Command[] = [];
    for (;;) {
      const token = this.nextNonSpace();
      if (end === 'close' ? token.kind === 'close' : token.text === ')') {
        this.checkPipeline(commands, context, token);
        return { kind: 'pipeline', variables: names, assigns, commands, at: start.start };
      }
      this.at--;
      commands.push(this.command());
    }
  }

  private declarations(context: string): { names: readonly string[]; assigns: boolean } {
    const save = this.at;
    const names: string[] = [];
    for (;;) {
      const variable = this.nextNonSpace();
      if (variable.kind !== 'variable') break;
      const mark = this.nextNonSpace();
      if (mark.text === ':=' || mark.text === '=') {
        const bound = [...names, variable.text];
        // Go takes an assignment for a declaration here, and finds out while it renders.
        this.variables.push(...bound);
        return { names: bound, assigns: mark.text === '=' };
      }
      if (mark.text !== ',' || context !== 'range' || names.length > 0) break;
      names.push(variable.text);
    }
    this.at = save;
    return { names: [], assigns: false };
  }

  private command(): Command {
    const operands: Operand[] = [];
    const start = this.nextNonSpace();
    this.at--;
    for (;;) {
      this.skipSpace();
      const operand = this.operand();
      if (operand) operands.push(operand);
      const token = this.next();
      if (token.kind === 'space') continue;
      if (token.kind === 'close' || token.text === ')') {
        this.at--;
        break;
      }
      if (token.text === '|') break;
      throw this.fault(`unexpected ${describe(token)} in operand`, token);
    }
    if (operands.length === 0) throw this.fault('empty command', start);
    return { operands, at: start.start };
  }

  private operand(): Operand | undefined {
    const token = this.peek();
    const term = this.term();
    if (!term) return undefined;
    const names: string[] = [];
    while (this.peek().kind === 'field') names.push(this.next().text.slice(1));
    if (names.length === 0) return term;
    switch (term.kind) {
      case 'field':
        return { ...term, names: [...term.names, ...names] };
      case 'variable':
        return { ...term, names: [...term.names, ...names] };
      case 'literal':
      case 'nil':
      case 'dot':
        throw this.fault(`unexpected <.> after term ${token.text}`, token);
      default:
        return { kind: 'chain', of: term, names, at: token.start };
    }
  }

  private term(): Operand | undefined {
    const token = this.next();
    const at = token.start;
    switch (token.kind) {
      case 'word':
        return this.word(token);
      case 'dot':
        return { kind: 'dot', at };
      case 'variable':
        this.checkVariable(token.text, token);
        return { kind: 'variable', name: token.text, names: [], at };
      case 'field':
        return { kind: 'field', names: [token.text.slice(1)], at };
      case 'string':
        return { kind: 'literal', value: stringValue(token), at };
      case 'character':
        return { kind: 'literal', value: characterValue(token), at };
      case 'number':
        return { kind: 'literal', value: numberValue(token), at };
      default:
        if (token.text === '(') return this.parenthesis(token);
        this.at--;
        return undefined;
    }
  }

  private parenthesis(token: Token): Operand {
    this.deepen(token);
    const pipeline = this.pipeline('parenthesized pipeline', 'paren');
    this.depth--;
    return pipeline;
  }

  private word(token: Token): Operand {
    const at = token.start;
    if (token.text === 'true' || token.text === 'false') return { kind: 'literal', value: token.text === 'true', at };
    if (token.text === 'nil') return { kind: 'nil', at };
    if (!isFunction(token.text)) throw this.fault(`function "${token.text}" not defined`, token);
    return { kind: 'function', name: token.text, at };
  }

  private checkVariable(name: string, token: Token): void {
    if (!this.variables.includes(name)) throw this.fault(`undefined variable "${name}"`, token);
  }

  private checkPipeline(commands: readonly Command[], context: string, end: Token): void {
    if (commands.length === 0) throw this.fault(`missing value for ${context}`, end);
    for (const [index, { operands }] of commands.entries()) {
      const first = operands[0]!;
      if (index > 0 && (first.kind === 'literal' || first.kind === 'dot' || first.kind === 'nil')) {
        throw this.fault(`non executable command in pipeline stage ${index + 1}`, end);
      }
    }
  }

  private deepen(token: Token): void {
    if (++this.depth > DEEPEST) throw this.fault(`more than ${DEEPEST} levels of nesting are not read`, token);
  }

  private expectClose(context: string): void {
    const token = this.nextNonSpace();
    if (token.kind !== 'close') throw this.fault(`unexpected ${describe(token)} in ${context}`, token);
  }

  private wordAfterOpen(): string {
    let at = this.at + 1;
    while (this.tokens[at]?.kind === 'space') at++;
    return this.tokens[at]?.kind === 'word' ? this.tokens[at]!.text : '';
  }

  private peek(): Token {
    return this.tokens[this.at] ?? this.tokens.at(-1)!;
  }

  private next(): Token {
    const token = this.peek();
    this.at++;
    return token;
  }

  private skipSpace(): void {
    while (this.peek().kind === 'space') this.at++;
  }

  private nextNonSpace(): Token {
    this.skipSpace();
    return this.next();
  }

  private fault(message: string, { start, end }: Token): TemplateSyntaxError {
    return new TemplateSyntaxError(message.replace(/\{\{(\w+)\}\}/g, '<<$1>>'), start, Math.max(end, start));
  }
}

const NAMES: Partial<Record<TokenKind, string>> = { close: '">>"', end: 'the end', space: 'space' };

function describe({ kind, text }: Token): string {
  return NAMES[kind] ?? JSON.stringify(text);
}

import { callFunction, kindOf } from './functions';
import type { Branch, Command, Operand, Pipeline, TemplateList, TemplateNode } from './nodes';
import { TemplateExecutionError } from './template-error';
import {
  isList,
  isMap,
  isTrue,
  NIL,
  NO_VALUE,
  printValue,
  sortedKeys,
  TemplateData,
  type TemplateValue,
} from './value';

/** Nested loops of an untrusted template end here. */
const MOST_STEPS = 100_000;
const MOST_CHARACTERS = 4 * 1024 * 1024;

/** Renders a template over its data. Throws TemplateExecutionError where Go would fail, or where we know no answer. */
export function execute(template: TemplateList, data: TemplateData): string {
  return new Execution(data).run(template);
}

interface Variable {
  readonly name: string;
  value: TemplateValue;
}

type Stop = 'break' | 'continue' | undefined;

class Execution {
  private output = '';
  private steps = 0;
  private readonly variables: Variable[];

  public constructor(private readonly data: TemplateData) {
    this.variables = [{ name: '$', value: data }];
  }

  public run(template: TemplateList): string {
    this.list(template, this.data);
    return this.output;
  }

  private list(nodes: TemplateList, dot: TemplateValue): Stop {
    for (const node of nodes) {
      const stop = this.node(node, dot);
      if (stop) return stop;
    }
    return undefined;
  }

  private node(node: TemplateNode, dot: TemplateValue): Stop {
    if (++this.steps > MOST_STEPS) throw new TemplateExecutionError('the template does too much work', true);
    switch (node.kind) {
      case 'text':
        this.write(node.text);
        return undefined;
      case 'action': {
        const value = this.pipeline(node.pipeline, dot);
        if (node.pipeline.variables.length === 0) this.write(value === NIL ? printValue(NO_VALUE) : printValue(value));
        return undefined;
      }
      case 'break':
      case 'continue':
        return node.kind;
      case 'template':
        throw new TemplateExecutionError('named templates (template, block) are not reproduced', true);
      default:
        return this.branch(node, dot);
    }
  }

  private write(text: string): void {
    this.output += text;
    if (this.output.length > MOST_CHARACTERS) throw new TemplateExecutionError('the template writes too much', true);
  }

  private branch(node: Branch, dot: TemplateValue): Stop {
    const mark = this.variables.length;
    const stop = node.kind === 'range' ? this.range(node, dot) : this.condition(node, dot);
    this.variables.length = mark;
    return stop;
  }

  private condition(node: Branch, dot: TemplateValue): Stop {
    const value = this.pipeline(node.pipeline, dot);
    if (isTrue(value)) return this.list(node.then, node.kind === 'with' ? value : dot);
    return this.list(node.otherwise, dot);
  }

  private range(node: Branch, dot: TemplateValue): Stop {
    const value = this.pipeline(node.pipeline, dot, true);
    const pairs = pairsOf(value);
    if (pairs.length === 0) return this.list(node.otherwise, dot);
    const mark = this.variables.length;
    for (const [key, item] of pairs) {
      this.bindRange(node.pipeline, key, item);
      const stop = this.list(node.then, item);
      this.variables.length = mark;
      if (stop === 'break') break;
    }
    return undefined;
  }

  /** One variable takes the element, two take index and element. */
  private bindRange({ variables, assigns }: Pipeline, key: TemplateValue, item: TemplateValue): void {
    const values: readonly TemplateValue[] = variables.length === 2 ? [key, item] : [item];
    for (const [index, name] of variables.entries()) this.bind(name, values[index]!, assigns);
  }

  private bind(name: string, value: TemplateValue, assigns: boolean): void {
    if (!assigns) this.variables.push({ name, value });
    else this.variableOf(name).value = value;
  }

  private variableOf(name: string): Variable {
    const found = this.variables.findLast((variable) => variable.name === name);
    if (!found) throw new TemplateExecutionError(`undefined variable: ${name}`, false);
    return found;
  }

  private pipeline(pipeline: Pipeline, dot: TemplateValue, bindsLater = false): TemplateValue {
    let value: TemplateValue | undefined;
    for (const command of pipeline.commands) value = this.command(command, dot, value);
    const result: TemplateValue = value ?? NIL;
    if (!bindsLater) for (const name of pipeline.variables) this.bind(name, result, pipeline.assigns);
    return result;
  }

  /** `piped` is the value of the command before, which becomes the last argument. */
  private command(command: Command, dot: TemplateValue, piped: TemplateValue | undefined): TemplateValue {
    const [first, ...rest] = command.operands;
    if (first!.kind === 'function') return this.call(first!.name, rest, dot, piped);
    if (rest.length > 0 || piped !== undefined) {
      throw new TemplateExecutionError(`can't give argument to non-function ${describe(first!)}`, false);
    }
    if (first!.kind === 'nil') throw new TemplateExecutionError('nil is not a command', false);
    return this.operand(first!, dot);
  }

  private call(
    name: string,
    operands: readonly Operand[],
    dot: TemplateValue,
    piped: TemplateValue | undefined,
  ): TemplateValue {
    if (name === 'and' || name === 'or') return this.shortCircuit(name, operands, dot, piped);
    const values = operands.map((operand) => this.operand(operand, dot));
    return callFunction(name, piped === undefined ? values : [...values, piped]);
  }

  private shortCircuit(
    name: 'and' | 'or',
    operands: readonly Operand[],
    dot: TemplateValue,
    piped: TemplateValue | undefined,
  ): TemplateValue {
    let value: TemplateValue | undefined;
    for (const operand of operands) {
      value = this.operand(operand, dot);
      if (isTrue(value) === (name === 'or')) return value;
    }
    const last = piped ?? value;
    if (last === undefined) throw new TemplateExecutionError(`wrong number of args for ${name}`, false);
    return last;
  }

  private operand(operand: Operand, dot: TemplateValue): TemplateValue {
    switch (operand.kind) {
      case 'dot':
        return dot;
      case 'nil':
        return NIL;
      case 'literal':
        return operand.value;
      case 'field':
        return fieldsOf(dot, operand.names);
      case 'variable':
        return fieldsOf(this.variableOf(operand.name).value, operand.names);
      case 'chain':
        return fieldsOf(this.operand(operand.of, dot), operand.names);
      case 'function':
        return this.call(operand.name, [], dot, undefined);
      case 'pipeline':
        return this.pipeline(operand, dot);
    }
  }
}

function fieldsOf(value: TemplateValue, names: readonly string[]): TemplateValue {
  return names.reduce(fieldOf, value);
}

function fieldOf(value: TemplateValue, name: string): TemplateValue {
  if (value instanceof TemplateData) {
    const field = value.fields.get(name);
    if (field === undefined)
      throw new TemplateExecutionError(`can't evaluate field ${name} in type ${value.type}`, false);
    return field;
  }
  if (isMap(value)) return value.get(name) ?? NO_VALUE;
  throw new TemplateExecutionError(`can't evaluate field ${name} in type ${kindOf(value)}`, false);
}

function pairsOf(value: TemplateValue): readonly (readonly [TemplateValue, TemplateValue])[] {
  if (isList(value)) return value.map((item, index) => [BigInt(index), item]);
  if (isMap(value)) return sortedKeys(value).map((key) => [key, value.get(key)!]);
  if (value === NIL || value === NO_VALUE) return [];
  throw new TemplateExecutionError(`range can't iterate over ${printValue(value)}`, false);
}

function describe(operand: Operand): string {
  return operand.kind === 'field' ? `.${operand.names.join('.')}` : operand.kind;
}

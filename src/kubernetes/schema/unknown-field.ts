import { didYouMean, nearest } from '../../source/nearest';
import { isServed } from '../served-api';
import { type Field, fieldAt, findModel, type Model, ROOTS, type Root, rootOf, withoutVersion } from './api-facts';
import { moveOf } from './moved-fields';
import type { ShapeContext, ShapeProblem } from './shape-problem';

/** Fields beyond this number are not listed in a help text. */
const MOST_LISTED = 12;

/** Why a model has no such field in a minor, and the required fields whose absence that explains. */
export interface UnknownField extends Pick<ShapeProblem, 'code' | 'message' | 'help'> {
  readonly explains: readonly string[];
}

/** Explains a field that a model does not have: a later minor has it, an earlier one had it, another version has it, or none. */
export function explainUnknownField(
  field: string,
  modelName: string,
  minor: number,
  context: ShapeContext,
): UnknownField {
  return (
    fromAnotherMinor(field, modelName, minor, context) ??
    fromAnotherVersion(field, modelName, minor, context) ??
    fromNowhere(field, modelName, minor, context)
  );
}

function fromAnotherMinor(
  field: string,
  modelName: string,
  minor: number,
  { apiVersion, minor: target }: ShapeContext,
): UnknownField | undefined {
  const variants = findModel(modelName)?.get(field);
  if (!variants) return undefined;
  const later = variants.find(({ from }) => from !== undefined && from > minor);
  if (later) {
    return {
      code: 'needs-newer',
      message: `\`${field}\` needs Kubernetes >= 1.${later.from} in ${apiVersion}; the target is ${target}`,
      help: `Remove \`${field}\`, or set the target to ${targets(later)}.`,
      explains: [],
    };
  }
  const gone = Math.max(...variants.map(({ to }) => to ?? 0)) + 1;
  return {
    code: 'gone',
    message: `\`${field}\` is gone since Kubernetes 1.${gone} in ${apiVersion}; the target is ${target}`,
    help: `Remove \`${field}\`: the API server drops it or refuses it.`,
    explains: [],
  };
}

function targets({ from, to }: Field): string {
  if (to === undefined) return `1.${from} or newer`;
  return from === to ? `1.${from}, the only minor that has it` : `1.${from} to 1.${to}`;
}

function fromAnotherVersion(
  field: string,
  modelName: string,
  minor: number,
  { apiVersion, kind, minor: target }: ShapeContext,
): UnknownField | undefined {
  const owners = ROOTS.filter((root) => {
    return root.kind === kind && root.apiVersion !== apiVersion && siblingOf(modelName, root.model)?.has(field);
  });
  const usable = owners.filter((root) => {
    const variants = siblingOf(modelName, root.model)?.get(field);
    return isServed(root.apiVersion, kind, target) && fieldAt(variants, minor) !== undefined;
  });
  if (owners.length === 0) return undefined;
  const move = moveOf(apiVersion, field);
  const switchTo =
    usable.length === 0 ? `Remove \`${field}\`.` : `Use apiVersion ${join(usable, ' or ')}, or remove \`${field}\`.`;
  return {
    code: 'unknown-field',
    message: `\`${field}\` is a field of ${join(usable.length === 0 ? owners : usable, ' and ')}; ${apiVersion} does not have it`,
    help: move ? `Write ${move.write} instead.` : switchTo,
    explains: move?.replaces ?? [],
  };
}

/** The model of the same part in another version: `V2beta1PodsMetricSource` for `V2PodsMetricSource`. */
function siblingOf(modelName: string, otherRoot: string): Model | undefined {
  const version = otherRoot.slice(0, otherRoot.length - withoutVersion(otherRoot).length);
  return findModel(version + withoutVersion(modelName));
}

function join(roots: readonly Root[], word: string): string {
  return roots.map((root) => root.apiVersion).join(word);
}

function fromNowhere(field: string, modelName: string, minor: number, context: ShapeContext): UnknownField {
  const names = [...(findModel(modelName) ?? [])]
    .filter(([, variants]) => fieldAt(variants, minor))
    .map(([name]) => name);
  const near = nearest(field, names, 2);
  const owner =
    modelName === rootOf(context.apiVersion, context.kind)?.model ? context.kind : withoutVersion(modelName);
  return {
    code: 'unknown-field',
    message: `\`${field}\` is no field of ${owner} in ${context.apiVersion}${didYouMean(field, names)}`,
    help: near[0] ? `Write \`${near[0]}\`, or remove it: the API server drops it or refuses it.` : listOf(names),
    explains: near,
  };
}

function listOf(names: readonly string[]): string {
  if (names.length > MOST_LISTED) return 'Check its indentation, or remove it: the API server drops it or refuses it.';
  return `Fields here are ${names.join(', ')}.`;
}

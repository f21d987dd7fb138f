import { WIDTHS, withoutVersion } from './patches.mjs';
import { ROOTS } from './releases.mjs';

/** The models that a type expression names: at most one. */
export const modelIn = (type) => /^[[{]*([A-Z]\w*)/.exec(type)?.[1];

/** The models that a root needs, itself included. */
export function closureOf(models, root) {
  const reached = new Set();
  const open = [root];
  for (let model = open.pop(); model !== undefined; model = open.pop()) {
    if (reached.has(model)) continue;
    const properties = models.get(model);
    if (!properties) throw new Error(`the model ${model} is missing`);
    reached.add(model);
    for (const { type } of properties.values()) if (modelIn(type)) open.push(modelIn(type));
  }
  return reached;
}

/** Gives every number its width. Old releases do not tell it; newer ones tell it for the same property, perhaps in another version. */
export function settleNumbers(modelsByMinor) {
  const widths = new Map(Object.entries(WIDTHS).map(([name, width]) => [name, new Set([width])]));
  for (const models of modelsByMinor.values()) {
    for (const [model, properties] of models) {
      for (const [name, { type }] of properties) {
        const width = /number:(int\d\d)/.exec(type)?.[1];
        if (width)
          for (const key of [`${withoutVersion(model)}.${name}`, name])
            widths.set(key, new Set(widths.get(key)).add(width));
      }
    }
  }
  const widthOf = (model, name) => {
    for (const key of [`${withoutVersion(model)}.${name}`, name]) {
      const known = [...(widths.get(key) ?? [])];
      if (known.length === 1) return known[0];
    }
    throw new Error(`no release tells the width of ${model}.${name}`);
  };
  for (const models of modelsByMinor.values()) {
    for (const root of Object.values(ROOTS).filter((name) => models.has(name))) {
      for (const model of closureOf(models, root)) {
        const properties = models.get(model);
        for (const [name, property] of properties) {
          const type = property.type.replace(/number:(?:int\d\d)?/, () => widthOf(model, name));
          properties.set(name, { ...property, type });
        }
      }
    }
  }
}

/** `{roots, types}` of facts.json: every type once, with the minors of what did not hold for all of its life. */
export function mergeMinors(modelsByMinor) {
  const minors = [...modelsByMinor.keys()].sort((a, b) => a - b);
  const roots = {};
  const lives = new Map();
  for (const [key, root] of Object.entries(ROOTS)) {
    const served = minors.filter((minor) => modelsByMinor.get(minor).has(root));
    roots[key] = `${root}${rangeOf(served, minors)}`;
    for (const minor of served) {
      for (const model of closureOf(modelsByMinor.get(minor), root))
        lives.set(model, new Set(lives.get(model)).add(minor));
    }
  }
  const types = {};
  for (const model of [...lives.keys()].sort()) {
    types[model] = mergeType(
      model,
      [...lives.get(model)].sort((a, b) => a - b),
      modelsByMinor,
    );
  }
  return { roots, types };
}

function mergeType(model, life, modelsByMinor) {
  const variants = new Map();
  for (const minor of life) {
    for (const [name, { type, required }] of modelsByMinor.get(minor).get(model)) {
      const text = required ? `!${type}` : type;
      const ofName = variants.get(name) ?? new Map();
      variants.set(name, ofName.set(text, [...(ofName.get(text) ?? []), minor]));
    }
  }
  return Object.fromEntries(
    [...variants]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, texts]) => {
        return [
          name,
          [...texts]
            .flatMap(([text, minors]) => runsOf(minors, life).map((run) => text + rangeOf(run, life)))
            .join(' '),
        ];
      }),
  );
}

/** Splits minors where one of the type's life is missing between them. */
function runsOf(minors, life) {
  const runs = [];
  for (const minor of minors) {
    const before = life[life.indexOf(minor) - 1];
    if (runs.length > 0 && runs.at(-1).at(-1) === before) runs.at(-1).push(minor);
    else runs.push([minor]);
  }
  return runs;
}

/** `@18-` from 1.18 on, `@-19` up to 1.19, `@20-24`; nothing where it holds all the time. */
function rangeOf(run, life) {
  const from = run[0] === life[0] ? '' : run[0];
  const to = run.at(-1) === life.at(-1) ? '' : run.at(-1);
  return from === '' && to === '' ? '' : `@${from}-${to}`;
}

import { type ScalarTag, stringify, type Tags } from 'yaml';

const TEXT_TAG = 'tag:yaml.org,2002:str';

/** YAML as cdk8s writes it, without anchors: what Kubernetes and Helm read, which is YAML 1.1. */
export function manifestYaml(value: unknown): string {
  return stringify(value, {
    version: '1.1',
    lineWidth: 0,
    aliasDuplicateObjects: false,
    // Looking for directives walks every node, and nobody wrote any.
    directives: false,
    customTags: (tags: Tags) => tags.map((tag) => (isTextTag(tag) ? rememberingPlainTexts(tag) : tag)),
  });
}

function isTextTag(tag: Tags[number]): tag is ScalarTag {
  return typeof tag !== 'string' && tag.tag === TEXT_TAG;
}

const MOST_REMEMBERED = 10_000;
/** Texts that begin otherwise may need quotes in one place and none in another, as `---` does. */
const REMEMBERED = /^\w/;
/** Texts that need no quotes, as a key and as a value: most of a manifest's are the same as in the one before. */
const plainTexts = { key: new Set<unknown>(), value: new Set<unknown>() };

/** Asks the library once whether a text needs quotes, which is most of the work of writing a manifest. */
function rememberingPlainTexts(tag: ScalarTag): ScalarTag {
  return {
    ...tag,
    stringify(item, context, onComment, onChompKeep) {
      const plain = context.implicitKey ? plainTexts.key : plainTexts.value;
      if (plain.has(item.value)) return item.value as string;
      const written = tag.stringify!(item, context, onComment, onChompKeep);
      if (written === item.value && REMEMBERED.test(written) && plain.size < MOST_REMEMBERED) plain.add(written);
      return written;
    },
  };
}

import { safeText } from './printable';

const ENTITIES: { readonly [character: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
/** Comes out as nothing, and parts what GitHub and GitLab would make a mention, a reference or a link of. */
const NOTHING = '<!-- -->';

/** Text as it is, in Markdown: no markup, no HTML, no mention of people, no link, and no end of a table's cell. */
export function escapeMarkdown(text: string): string {
  return safeText(text)
    .replace(/[&<>]/g, (character) => ENTITIES[character]!)
    .replace(/[\\`*_{}[\]()|~^]/g, '\\$&')
    .replace(/[@#!$%~](?=\w)/g, `$&${NOTHING}`)
    .replace(/:(?=\/\/)/g, `$&${NOTHING}`)
    .replace(/\bwww\b/gi, `$&${NOTHING}`);
}

import type { Fault } from './token-stream';

/** Go template expressions of the metrics adapter, such as `<<.Series>>` or `<<index .LabelValuesByName "pod">>`. */
const TEMPLATE = /<<-?\s*[.a-zA-Z$("`][^<>]{0,2000}>>/g;

/** The template expressions that are left in a query: it has to be expanded before it is PromQL. */
export function unexpandedTemplates(text: string, most = 20): readonly Fault[] {
  const faults: Fault[] = [];
  for (const match of text.matchAll(TEMPLATE)) {
    if (faults.length === most) break;
    const shown = match[0].length > 60 ? `${match[0].slice(0, 60)}…` : match[0];
    faults.push({
      code: 'template-not-expanded',
      message: `the template ${shown} is not expanded; PromQL begins after the adapter has replaced it`,
      span: { start: match.index, end: match.index + match[0].length },
    });
  }
  return faults;
}

import fc from 'fast-check';
import { isTemplate, parseTemplate } from '../../../src/adapter/rules/template';
import type { TemplateValue } from '../../../src/adapter/rules/template/value';

const DATA = new Map<string, TemplateValue>([
  ['Series', 'my_metric'],
  ['LabelMatchers', 'namespace="d",pod=~"a|b"'],
  [
    'LabelValuesByName',
    new Map([
      ['pod', 'a|b'],
      ['namespace', 'd'],
    ]),
  ],
  ['GroupBy', 'pod'],
  ['GroupBySlice', ['pod', 'container']],
]);

function render(text: string): string {
  const template = parseTemplate(text);
  if (!isTemplate(template)) return `syntax: ${template.message}`;
  const result = template.render('naming.queryTemplateArgs', DATA);
  return 'text' in result ? result.text : `${result.unsupported ? 'unsupported' : 'fails'}: ${result.error}`;
}

describe('a template', () => {
  it.each([
    ['sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)', 'sum(my_metric{namespace="d",pod=~"a|b"}) by (pod)'],
    ['no action at all', 'no action at all'],
    ['', ''],
    ['a << .Series >> b', 'a my_metric b'],
    ['a   <<- .Series ->>   b', 'amy_metricb'],
    ['a <</* a comment */>> b', 'a  b'],
    ['a <<- /* a comment */ ->> b', 'ab'],
    ['<<.LabelValuesByName.pod>>', 'a|b'],
    ['<<.LabelValuesByName.nothing>>', '<no value>'],
    ['<<index .LabelValuesByName "pod">>', 'a|b'],
    ['<<index .LabelValuesByName "nothing">>', ''],
    ['<<.LabelValuesByName>>', 'map[namespace:d pod:a|b]'],
    ['<<.GroupBySlice>>', '[pod container]'],
    ['<<index .GroupBySlice 1>>', 'container'],
    ['<<len .GroupBySlice>>', '2'],
    ['<<range $i, $e := .GroupBySlice>><<if $i>>,<<end>><<$e>><<end>>', 'pod,container'],
    ['<<range .GroupBySlice>>[<<.>>]<<end>>', '[pod][container]'],
    ['<<range $k, $v := .LabelValuesByName>><<$k>>=<<$v>>;<<end>>', 'namespace=d;pod=a|b;'],
    ['<<range .LabelValuesByName>><<.>>;<<else>>none<<end>>', 'd;a|b;'],
    ['<<range .GroupBySlice>><<break>><<end>>x', 'x'],
    ['<<range .GroupBySlice>><<if eq . "pod">><<continue>><<end>><<.>><<end>>', 'container'],
    ['<<if .Series>>yes<<else>>no<<end>>', 'yes'],
    ['<<if eq .GroupBy "node">>n<<else if eq .GroupBy "pod">>p<<else>>x<<end>>', 'p'],
    ['<<with .GroupBy>><<.>>-<<$.Series>><<end>>', 'pod-my_metric'],
    ['<<with index .LabelValuesByName "nothing">>some<<else>>none<<end>>', 'none'],
    ['<<$x := .GroupBy>><<$x>><<$x = "y">><<$x>>', 'pody'],
    ['<<printf "%s-%q" .Series .GroupBy>>', 'my_metric-"pod"'],
    ['<<printf "%v %d %t %%" .GroupBySlice 3 true>>', '[pod container] 3 true %'],
    ['<<printf "%d" "x">>', '%!d(string=x)'],
    ['<<printf "%s">>', '%!s(MISSING)'],
    ['<<.GroupBy | printf "%s/%s" "a">>', 'a/pod'],
    ['<<print 1 2 "a" 3 4>>', '1 2a3 4'],
    ['<<println "a" "b">>', 'a b\n'],
    ['<<slice .Series 3>>', 'metric'],
    ['<<slice .Series 0 2>>', 'my'],
    ['<<and "" "b">>|<<and "a" "b">>|<<or "" "b">>|<<not "">>', '|b|b|true'],
    ['<<if and .Series (eq .GroupBy "pod")>>both<<end>>', 'both'],
    ['<<eq "a" "b" "a">>', 'true'],
    ['<<lt 1 2>> <<ge 1 2>> <<ne "a" "b">> <<le 2 2>> <<gt 2.5 1.5>>', 'true false true true true'],
    ['<<urlquery "a b&c">>', 'a+b%26c'],
    ['<<\'a\'>> <<0x10>> <<1.5>> <<`raw`>> <<"a\\tb">>', '97 16 1.5 raw a\tb'],
    ['<<(.Series)>>', 'my_metric'],
    ['<<define "t">>x<<end>>y', 'y'],
    ['a > b << .GroupBy>> c > d', 'a > b pod c > d'],
  ])('%j renders %j', (text, expected) => {
    expect(render(text)).toBe(expected);
  });

  it.each([
    ['<<.LabelMatcher>>', "fails: can't evaluate field LabelMatcher in type naming.queryTemplateArgs"],
    ['<<.series>>', "fails: can't evaluate field series in type naming.queryTemplateArgs"],
    ['<<.Series.Name>>', "fails: can't evaluate field Name in type string"],
    ['<<.Series "x">>', "fails: can't give argument to non-function .Series"],
    ['<<index .GroupBySlice 7>>', 'fails: index out of range: 7'],
    ['<<range .Series>><<end>>', "fails: range can't iterate over my_metric"],
    ['<<eq 1 "a">>', 'fails: error calling eq: incompatible types for comparison'],
    ['<<html .Series>>', 'unsupported: the template function html is not reproduced'],
    ['<<printf "%5s" .Series>>', 'unsupported: flags and widths in printf are not reproduced'],
    ['<<template "t">>', 'unsupported: named templates (template, block) are not reproduced'],
  ])('%j is read, but %s', (text, expected) => {
    expect(render(text)).toBe(expected);
  });

  it.each([
    ['<<LabelMatchers>>', 'function "LabelMatchers" not defined', 2, 15],
    ['x <<.Series', 'unclosed action', 2, 11],
    ['<<.Series>', 'bad character ">"', 2, 10],
    ['<<if .Series>>a', 'unexpected EOF in if', 15, 15],
    ['<<end>>', 'unexpected <<end>>', 0, 2],
    ['<<else>>', 'unexpected <<else>>', 0, 2],
    ['<<range .GroupBySlice>><<else>>a<<else>>b<<end>>', 'expected end; found <<else>>', 2, 7],
    ['<<>>', 'missing value for command', 2, 4],
    ['<<if>>a<<end>>', 'missing value for if', 4, 6],
    ['<<$x>>', 'undefined variable "$x"', 2, 4],
    ['<<if $x := .Series>><<end>><<$x>>', 'undefined variable "$x"', 29, 31],
    ['<<.Series | "a">>', 'non executable command in pipeline stage 2', 15, 17],
    ['<<(.Series>>', 'unclosed left paren', 0, 10],
    ['<<.Series)>>', 'unexpected right paren', 0, 10],
    ['<<"abc>>', 'unterminated quoted string', 2, 8],
    ['<</* abc >>', 'unclosed comment', 0, 11],
    ['<<break>>', '<<break>> outside <<range>>', 2, 7],
    ['<<default .Series "x">>', 'function "default" not defined', 2, 9],
    ['<<.Series ? 1>>', 'unexpected "?" in operand', 10, 11],
    ['<<1x>>', 'bad number syntax: "1x"', 2, 4],
    ['<<"a".B>>', 'unexpected <.> after term "a"', 2, 5],
    ['<<if .Series>>a<<else with .GroupBy>>b<<end>>', 'unexpected <with> in else', 22, 26],
  ])('%j is refused: %s', (text, message, start, end) => {
    expect(parseTemplate(text)).toEqual({ message, start, end });
  });

  it('ends however a template loops', () => {
    const loops = `${'<<range $.GroupBySlice>>'.repeat(40)}x${'<<end>>'.repeat(40)}`;
    expect(render(loops)).toBe('unsupported: the template does too much work');
    expect(render('<<if .Series>>'.repeat(200))).toBe('syntax: more than 100 levels of nesting are not read');
    expect(render(`<<${'('.repeat(10_000)}`)).toMatch(/^syntax: /);
  });

  it('never throws, whatever the text', () => {
    const pieces = [
      '<<',
      '>>',
      '<<-',
      '->>',
      '.Series',
      '$x',
      ':=',
      '|',
      '(',
      ')',
      '"',
      'if ',
      'range ',
      'end',
      'else',
      ' ',
      'index',
      '/*',
      '*/',
      ',',
      '.',
      "'",
      '1',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 3 })), { maxLength: 30 }),
        (parts) => {
          expect(typeof render(parts.join(''))).toBe('string');
        },
      ),
      { numRuns: 3000 },
    );
  });
});

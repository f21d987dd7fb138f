// Command promql answers questions with Prometheus's own engine, without a server.
//
// It reads one JSON document from standard input, {"series": [...], "questions": [...], "delayedNameRemoval": bool}, and
// writes one JSON line per question, in their order. Numbers travel as text, so that NaN, infinity and -0 arrive.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"log"
	"math"
	"os"
	"slices"
	"sort"
	"strconv"
	"time"

	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/value"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/tsdb/chunkenc"
	"github.com/prometheus/prometheus/tsdb/chunks"
	"github.com/prometheus/prometheus/util/annotations"
)

type inputSeries struct {
	Labels     map[string]string `json:"labels"`
	Timestamps []int64           `json:"timestamps"`
	Values     []string          `json:"values"`
	Stale      []int             `json:"stale"`
}

type question struct {
	Query string `json:"query"`
	Time  *int64 `json:"time"`
	Start int64  `json:"start"`
	End   int64  `json:"end"`
	Step  int64  `json:"step"`
}

type input struct {
	Series             []inputSeries `json:"series"`
	Questions          []question    `json:"questions"`
	DelayedNameRemoval bool          `json:"delayedNameRemoval"`
}

type vectorSample struct {
	Labels map[string]string `json:"labels"`
	Value  string            `json:"value"`
}

type matrixSeries struct {
	Labels map[string]string `json:"labels"`
	Times  []int64           `json:"times"`
	Values []string          `json:"values"`
}

type answer struct {
	Kind    string         `json:"kind"`
	Value   *string        `json:"value,omitempty"`
	Samples []vectorSample `json:"samples,omitempty"`
	Series  []matrixSeries `json:"series,omitempty"`
	Phase   string         `json:"phase,omitempty"`
	Message string         `json:"message,omitempty"`
}

func main() {
	var in input
	if err := json.NewDecoder(os.Stdin).Decode(&in); err != nil {
		log.Fatal(err)
	}
	store := newMemory(in.Series)
	engine := promql.NewEngine(promql.EngineOpts{
		MaxSamples:               500_000_000,
		Timeout:                  time.Minute,
		LookbackDelta:            5 * time.Minute,
		EnableAtModifier:         true,
		EnableNegativeOffset:     true,
		EnableDelayedNameRemoval: in.DelayedNameRemoval,
		NoStepSubqueryIntervalFn: func(int64) int64 { return time.Minute.Milliseconds() },
		Parser: parser.NewParser(parser.Options{
			EnableExperimentalFunctions: true,
			ExperimentalDurationExpr:    true,
			EnableBinopFillModifiers:    true,
		}),
	})
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	for _, q := range in.Questions {
		if err := encoder.Encode(ask(engine, store, q)); err != nil {
			log.Fatal(err)
		}
	}
}

func ask(engine *promql.Engine, store storage.Queryable, q question) answer {
	ctx := context.Background()
	var (
		query promql.Query
		err   error
	)
	if q.Time != nil {
		query, err = engine.NewInstantQuery(ctx, store, nil, q.Query, time.UnixMilli(*q.Time))
	} else {
		step := time.Duration(q.Step) * time.Millisecond
		query, err = engine.NewRangeQuery(ctx, store, nil, q.Query, time.UnixMilli(q.Start), time.UnixMilli(q.End), step)
	}
	if err != nil {
		return answer{Kind: "error", Phase: "parse", Message: err.Error()}
	}
	defer query.Close()
	result := query.Exec(ctx)
	if result.Err != nil {
		return answer{Kind: "error", Phase: "evaluation", Message: result.Err.Error()}
	}
	switch v := result.Value.(type) {
	case promql.Scalar:
		text := format(v.V)
		return answer{Kind: "scalar", Value: &text}
	case promql.String:
		return answer{Kind: "string", Value: &v.V}
	case promql.Vector:
		samples := make([]vectorSample, 0, len(v))
		for _, s := range v {
			samples = append(samples, vectorSample{Labels: s.Metric.Map(), Value: format(s.F)})
		}
		return answer{Kind: "vector", Samples: samples}
	case promql.Matrix:
		series := make([]matrixSeries, 0, len(v))
		for _, s := range v {
			one := matrixSeries{Labels: s.Metric.Map()}
			for _, p := range s.Floats {
				one.Times = append(one.Times, p.T)
				one.Values = append(one.Values, format(p.F))
			}
			series = append(series, one)
		}
		return answer{Kind: "matrix", Series: series}
	}
	log.Fatalf("unexpected value %T", result.Value)
	return answer{}
}

func format(f float64) string {
	return strconv.FormatFloat(f, 'g', -1, 64)
}

// memory is a storage of a few series, in the order of their labels.
type memory struct {
	series []series
}

func newMemory(inputs []inputSeries) *memory {
	m := &memory{}
	for _, in := range inputs {
		samples := make([]chunks.Sample, len(in.Timestamps))
		for i, t := range in.Timestamps {
			f, err := strconv.ParseFloat(in.Values[i], 64)
			if err != nil {
				log.Fatal(err)
			}
			samples[i] = sample{t: t, f: f}
		}
		for _, i := range in.Stale {
			samples[i] = sample{t: in.Timestamps[i], f: math.Float64frombits(value.StaleNaN)}
		}
		m.series = append(m.series, series{labels: labels.FromMap(in.Labels), samples: samples})
	}
	slices.SortFunc(m.series, func(a, b series) int { return labels.Compare(a.labels, b.labels) })
	return m
}

type series struct {
	labels  labels.Labels
	samples []chunks.Sample
}

func (s series) between(hints *storage.SelectHints) storage.Series {
	samples := s.samples
	if hints != nil {
		first := sort.Search(len(samples), func(i int) bool { return samples[i].T() >= hints.Start })
		end := sort.Search(len(samples), func(i int) bool { return samples[i].T() > hints.End })
		samples = samples[first:max(first, end)]
	}
	return storage.NewListSeries(s.labels, samples)
}

func (m *memory) Querier(_, _ int64) (storage.Querier, error) { return m, nil }

// Select gives the samples of the time in the hints only, as a TSDB does.
func (m *memory) Select(_ context.Context, _ bool, hints *storage.SelectHints, matchers ...*labels.Matcher) storage.SeriesSet {
	var found []storage.Series
	for _, s := range m.series {
		matches := true
		for _, matcher := range matchers {
			matches = matches && matcher.Matches(s.labels.Get(matcher.Name))
		}
		if matches {
			found = append(found, s.between(hints))
		}
	}
	return &seriesSet{series: found, at: -1}
}

func (*memory) LabelValues(context.Context, string, *storage.LabelHints, ...*labels.Matcher) ([]string, annotations.Annotations, error) {
	return nil, nil, nil
}

func (*memory) LabelNames(context.Context, *storage.LabelHints, ...*labels.Matcher) ([]string, annotations.Annotations, error) {
	return nil, nil, nil
}

func (*memory) Close() error { return nil }

type seriesSet struct {
	series []storage.Series
	at     int
}

func (s *seriesSet) Next() bool                      { s.at++; return s.at < len(s.series) }
func (s *seriesSet) At() storage.Series              { return s.series[s.at] }
func (*seriesSet) Err() error                        { return nil }
func (*seriesSet) Warnings() annotations.Annotations { return nil }

type sample struct {
	t int64
	f float64
}

func (s sample) T() int64                    { return s.t }
func (sample) ST() int64                     { return 0 }
func (s sample) F() float64                  { return s.f }
func (sample) H() *histogram.Histogram       { return nil }
func (sample) FH() *histogram.FloatHistogram { return nil }
func (sample) Type() chunkenc.ValueType      { return chunkenc.ValFloat }
func (s sample) Copy() chunks.Sample         { return s }

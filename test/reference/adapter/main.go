// Prints what prometheus-adapter's own code makes of each case of a JSON list on stdin.
//
//	node inputs.mjs | go run . > answers.json
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"regexp"
	"sort"
	"strings"
	"time"

	pmodel "github.com/prometheus/common/model"
	apimeta "k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/restmapper"
	"sigs.k8s.io/custom-metrics-apiserver/pkg/provider"
	prom "sigs.k8s.io/prometheus-adapter/pkg/client"
	"sigs.k8s.io/prometheus-adapter/pkg/config"
	customprovider "sigs.k8s.io/prometheus-adapter/pkg/custom-provider"
	externalprovider "sigs.k8s.io/prometheus-adapter/pkg/external-provider"
	"sigs.k8s.io/prometheus-adapter/pkg/naming"
	"sigs.k8s.io/prometheus-adapter/pkg/resourceprovider"
)

type input struct {
	Resources []apiResource `json:"resources"`
	Cases     []testCase    `json:"cases"`
}

type apiResource struct {
	Group      string `json:"group"`
	Resource   string `json:"resource"`
	Singular   string `json:"singular"`
	Kind       string `json:"kind"`
	Namespaced bool   `json:"namespaced"`
}

type testCase struct {
	Name     string            `json:"name"`
	Config   string            `json:"config"`
	Series   []pmodel.LabelSet `json:"series"`
	Requests []request         `json:"requests"`
	Answer   answer            `json:"answer"`
}

type request struct {
	API       string   `json:"api"`
	Group     string   `json:"group,omitempty"`
	Resource  string   `json:"resource,omitempty"`
	Namespace string   `json:"namespace,omitempty"`
	Names     []string `json:"names,omitempty"`
	Metric    string   `json:"metric"`
	Selector  string   `json:"selector,omitempty"`
}

type answer struct {
	// Empty where the configuration loads.
	Error string `json:"error"`
	// Per rule, custom rules first: the series that pass the filters, and their API names.
	Names    [][][2]string `json:"names,omitempty"`
	Custom   []string      `json:"custom,omitempty"`
	External []string      `json:"external,omitempty"`
	// Per request; empty where the metric is not found or the query cannot be built.
	Queries []string `json:"queries,omitempty"`
}

func main() {
	var in input
	decoder := json.NewDecoder(os.Stdin)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&in); err != nil {
		panic(err)
	}
	mapper := mapperOf(in.Resources)
	for i := range in.Cases {
		in.Cases[i].Answer = answerTo(&in.Cases[i], mapper)
	}
	print(in)
}

// print writes a line per case, so that a change shows as the line it is.
func print(in input) {
	fmt.Printf("{\"resources\": %s,\n\"cases\": [\n", compact(in.Resources))
	for i, c := range in.Cases {
		separator := ","
		if i == len(in.Cases)-1 {
			separator = ""
		}
		fmt.Printf("%s%s\n", compact(c), separator)
	}
	fmt.Println("]}")
}

func compact(value any) string {
	var text strings.Builder
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		panic(err)
	}
	return strings.TrimSpace(text.String())
}

func mapperOf(resources []apiResource) apimeta.RESTMapper {
	var groups []*restmapper.APIGroupResources
	byName := map[string]*restmapper.APIGroupResources{}
	for _, r := range resources {
		group := byName[r.Group]
		if group == nil {
			version := metav1.GroupVersionForDiscovery{GroupVersion: strings.TrimPrefix(r.Group+"/v1", "/"), Version: "v1"}
			group = &restmapper.APIGroupResources{
				Group: metav1.APIGroup{
					Name:             r.Group,
					Versions:         []metav1.GroupVersionForDiscovery{version},
					PreferredVersion: version,
				},
				VersionedResources: map[string][]metav1.APIResource{},
			}
			byName[r.Group] = group
			groups = append(groups, group)
		}
		group.VersionedResources["v1"] = append(group.VersionedResources["v1"], metav1.APIResource{
			Name: r.Resource, SingularName: r.Singular, Kind: r.Kind, Namespaced: r.Namespaced,
		})
	}
	return restmapper.NewDiscoveryRESTMapper(groups)
}

func answerTo(c *testCase, mapper apimeta.RESTMapper) answer {
	cfg, err := config.FromYAML([]byte(c.Config))
	if err != nil {
		return answer{Error: err.Error()}
	}
	custom, err := naming.NamersFromConfig(cfg.Rules, mapper)
	if err != nil {
		return answer{Error: err.Error()}
	}
	external, err := naming.NamersFromConfig(cfg.ExternalRules, mapper)
	if err != nil {
		return answer{Error: err.Error()}
	}
	client := &fakeClient{series: c.Series}
	if cfg.ResourceRules != nil {
		if _, err := resourceprovider.NewProvider(client, mapper, cfg.ResourceRules); err != nil {
			return answer{Error: err.Error()}
		}
	}
	registry, err := customRegistry(custom, client, mapper)
	if err != nil {
		panic(fmt.Errorf("%s: %w", c.Name, err))
	}
	externalRegistry := newExternalRegistry(external, client)
	result := answer{
		Names:    append(namesOf(custom, client), namesOf(external, client)...),
		Custom:   listCustom(registry),
		External: listExternal(externalRegistry),
	}
	for _, r := range c.Requests {
		result.Queries = append(result.Queries, queryOf(r, registry, externalRegistry))
	}
	return result
}

func customRegistry(namers []naming.MetricNamer, client prom.Client, mapper apimeta.RESTMapper) (customprovider.SeriesRegistry, error) {
	p, _ := customprovider.NewPrometheusProvider(mapper, nil, client, namers, time.Minute, time.Minute)
	registry := p.(customprovider.SeriesRegistry)
	series := make([][]prom.Series, len(namers))
	for i, namer := range namers {
		found, err := client.Series(context.Background(), pmodel.Interval{}, namer.Selector())
		if err != nil {
			return nil, err
		}
		series[i] = namer.FilterSeries(found)
	}
	return registry, registry.SetSeries(series, namers)
}

// lister hands what it found to the registry at once, where the real one waits for a period to pass.
type lister struct {
	externalprovider.MetricLister
	callbacks []externalprovider.MetricUpdateCallback
}

func (l *lister) AddNotificationReceiver(callback externalprovider.MetricUpdateCallback) {
	l.callbacks = append(l.callbacks, callback)
}
func (l *lister) UpdateNow()                 {}
func (l *lister) Run()                       {}
func (l *lister) RunUntil(_ <-chan struct{}) {}

func newExternalRegistry(namers []naming.MetricNamer, client prom.Client) externalprovider.ExternalSeriesRegistry {
	l := &lister{MetricLister: externalprovider.NewBasicMetricLister(client, namers, time.Minute)}
	registry := externalprovider.NewExternalSeriesRegistry(l)
	found, err := l.ListAllMetrics()
	if err != nil {
		panic(err)
	}
	for _, callback := range l.callbacks {
		callback(found)
	}
	return registry
}

func namesOf(namers []naming.MetricNamer, client prom.Client) [][][2]string {
	all := [][][2]string{}
	for _, namer := range namers {
		series, _ := client.Series(context.Background(), pmodel.Interval{}, namer.Selector())
		names := map[string]string{}
		for _, one := range namer.FilterSeries(series) {
			if name, err := namer.MetricNameForSeries(one); err == nil {
				names[one.Name] = name
			}
		}
		pairs := [][2]string{}
		for series, name := range names {
			pairs = append(pairs, [2]string{series, name})
		}
		sort.Slice(pairs, func(i, j int) bool { return pairs[i][0] < pairs[j][0] })
		all = append(all, pairs)
	}
	return all
}

func listCustom(registry customprovider.SeriesRegistry) []string {
	entries := []string{}
	for _, info := range registry.ListAllMetrics() {
		entries = append(entries, fmt.Sprintf("%s/%s %v", info.GroupResource.String(), info.Metric, info.Namespaced))
	}
	sort.Strings(entries)
	return entries
}

func listExternal(registry externalprovider.ExternalSeriesRegistry) []string {
	entries := []string{}
	for _, info := range registry.ListAllMetrics() {
		entries = append(entries, info.Metric)
	}
	sort.Strings(entries)
	return entries
}

func queryOf(r request, custom customprovider.SeriesRegistry, external externalprovider.ExternalSeriesRegistry) string {
	selector, err := labels.Parse(r.Selector)
	if err != nil {
		panic(err)
	}
	if r.API == "external" {
		query, found, err := external.QueryForMetric(r.Namespace, r.Metric, selector)
		if err != nil || !found {
			return ""
		}
		return string(query)
	}
	info := provider.CustomMetricInfo{
		GroupResource: schema.GroupResource{Group: r.Group, Resource: r.Resource},
		Namespaced:    r.Namespace != "",
		Metric:        r.Metric,
	}
	query, found := custom.QueryForMetric(info, r.Namespace, selector, r.Names...)
	if !found {
		return ""
	}
	return string(query)
}

// fakeClient knows selectors of two forms only: a name, perhaps with empty braces, and {__name__=~"pattern"}.
type fakeClient struct{ series []pmodel.LabelSet }

var byPattern = regexp.MustCompile(`^\{__name__=~"(.*)"\}$`)

func (c *fakeClient) Series(_ context.Context, _ pmodel.Interval, selectors ...prom.Selector) ([]prom.Series, error) {
	text := string(selectors[0])
	pattern := "^(?:" + regexp.QuoteMeta(strings.TrimSuffix(text, "{}")) + ")$"
	if match := byPattern.FindStringSubmatch(text); match != nil {
		pattern = "^(?:" + match[1] + ")$"
	}
	selected := regexp.MustCompile(pattern)
	found := []prom.Series{}
	for _, set := range c.series {
		if !selected.MatchString(string(set[pmodel.MetricNameLabel])) {
			continue
		}
		rest := pmodel.LabelSet{}
		for name, value := range set {
			if name != pmodel.MetricNameLabel {
				rest[name] = value
			}
		}
		found = append(found, prom.Series{Name: string(set[pmodel.MetricNameLabel]), Labels: rest})
	}
	sort.Slice(found, func(i, j int) bool { return canonical(found[i]) < canonical(found[j]) })
	return found, nil
}

func canonical(s prom.Series) string {
	if len(s.Labels) == 0 {
		return s.Name
	}
	parts := []string{}
	for name, value := range s.Labels {
		parts = append(parts, fmt.Sprintf("%s=%q", name, value))
	}
	sort.Strings(parts)
	return s.Name + "{" + strings.Join(parts, ",") + "}"
}

func (c *fakeClient) Query(context.Context, pmodel.Time, prom.Selector) (prom.QueryResult, error) {
	return prom.QueryResult{}, errors.New("not asked")
}

func (c *fakeClient) QueryRange(context.Context, prom.Range, prom.Selector) (prom.QueryResult, error) {
	return prom.QueryResult{}, errors.New("not asked")
}

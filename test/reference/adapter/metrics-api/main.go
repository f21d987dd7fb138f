// Prints the HTTP answers of prometheus-adapter's own providers behind custom-metrics-apiserver's own routes, for each case
// of a JSON list on stdin. Prometheus is a stand-in that knows plain selectors, `scalar(x)` and `x[5m]`.
//
//	node metrics-api/inputs.mjs | go run ./metrics-api > metrics-api/answers.json
package main

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/emicklei/go-restful/v3"
	pmodel "github.com/prometheus/common/model"
	apimeta "k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	genericapi "k8s.io/apiserver/pkg/endpoints"
	genericapifilters "k8s.io/apiserver/pkg/endpoints/filters"
	genericapiserver "k8s.io/apiserver/pkg/server"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/restmapper"
	"k8s.io/metrics/pkg/apis/custom_metrics"
	"k8s.io/metrics/pkg/apis/external_metrics"
	"sigs.k8s.io/custom-metrics-apiserver/pkg/apiserver"
	"sigs.k8s.io/custom-metrics-apiserver/pkg/apiserver/installer"
	"sigs.k8s.io/custom-metrics-apiserver/pkg/provider"
	customstorage "sigs.k8s.io/custom-metrics-apiserver/pkg/registry/custom_metrics"
	externalstorage "sigs.k8s.io/custom-metrics-apiserver/pkg/registry/external_metrics"
	prom "sigs.k8s.io/prometheus-adapter/pkg/client"
	"sigs.k8s.io/prometheus-adapter/pkg/config"
	customprovider "sigs.k8s.io/prometheus-adapter/pkg/custom-provider"
	externalprovider "sigs.k8s.io/prometheus-adapter/pkg/external-provider"
	"sigs.k8s.io/prometheus-adapter/pkg/naming"
)

type input struct {
	// Milliseconds since the epoch.
	Time      int64         `json:"time"`
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
	Name    string              `json:"name"`
	Config  string              `json:"config"`
	Series  []sample            `json:"series"`
	Objects map[string][]object `json:"objects"`
	Paths   []string            `json:"paths"`
	Answers []answer            `json:"answers"`
}

type sample struct {
	Labels pmodel.Metric `json:"labels"`
	// A number as text, so that it may be NaN or +Inf.
	Value string `json:"value"`
}

type object struct {
	Namespace string            `json:"namespace,omitempty"`
	Name      string            `json:"name"`
	Labels    map[string]string `json:"labels,omitempty"`
}

type answer struct {
	Code int    `json:"code"`
	Body string `json:"body"`
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
		in.Cases[i].Answers = answersTo(&in.Cases[i], mapper, in.Time)
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(in); err != nil {
		panic(err)
	}
}

func mapperOf(resources []apiResource) apimeta.RESTMapper {
	var groups []*restmapper.APIGroupResources
	byName := map[string]*restmapper.APIGroupResources{}
	for _, r := range resources {
		group := byName[r.Group]
		if group == nil {
			name := "v1"
			if r.Group == "autoscaling" {
				name = "v2"
			}
			version := metav1.GroupVersionForDiscovery{GroupVersion: strings.TrimPrefix(r.Group+"/"+name, "/"), Version: name}
			group = &restmapper.APIGroupResources{
				Group:              metav1.APIGroup{Name: r.Group, Versions: []metav1.GroupVersionForDiscovery{version}, PreferredVersion: version},
				VersionedResources: map[string][]metav1.APIResource{},
			}
			byName[r.Group] = group
			groups = append(groups, group)
		}
		version := group.Group.PreferredVersion.Version
		group.VersionedResources[version] = append(group.VersionedResources[version], metav1.APIResource{
			Name: r.Resource, SingularName: r.Singular, Kind: r.Kind, Namespaced: r.Namespaced,
		})
	}
	return restmapper.NewDiscoveryRESTMapper(groups)
}

func answersTo(c *testCase, mapper apimeta.RESTMapper, now int64) []answer {
	handler := handlerOf(c, mapper, now)
	answers := []answer{}
	for _, path := range c.Paths {
		request, err := http.NewRequest(http.MethodGet, "http://adapter"+path, nil)
		if err != nil {
			panic(err)
		}
		recorder := httptest.NewRecorder()
		handler.ServeHTTP(recorder, request)
		answers = append(answers, answer{Code: recorder.Code, Body: settled(recorder.Body.String(), now)})
	}
	return answers
}

var timestamp = regexp.MustCompile(`"timestamp":"[^"]*"`)

// settled replaces the adapter's own clock; an external metric has the time of its sample, which is the same.
func settled(body string, now int64) string {
	at := time.UnixMilli(now).UTC().Format(time.RFC3339)
	return timestamp.ReplaceAllString(strings.TrimSuffix(body, "\n"), `"timestamp":"`+at+`"`)
}

func handlerOf(c *testCase, mapper apimeta.RESTMapper, now int64) http.Handler {
	cfg, err := config.FromYAML([]byte(c.Config))
	if err != nil {
		panic(err)
	}
	client := &fakePrometheus{series: c.Series, now: now}
	container := restful.NewContainer()
	container.Router(restful.CurlyRouter{})
	if len(cfg.Rules) > 0 {
		installCustom(container, customProvider(cfg, mapper, client, c.Objects))
	}
	if len(cfg.ExternalRules) > 0 {
		installExternal(container, externalProvider(cfg, mapper, client))
	}
	resolver := genericapiserver.NewRequestInfoResolver(&genericapiserver.Config{})
	return genericapifilters.WithRequestInfo(container, resolver)
}

func customProvider(cfg *config.MetricsDiscoveryConfig, mapper apimeta.RESTMapper, client prom.Client, objects map[string][]object) provider.CustomMetricsProvider {
	namers, err := naming.NamersFromConfig(cfg.Rules, mapper)
	if err != nil {
		panic(err)
	}
	p, _ := customprovider.NewPrometheusProvider(mapper, &fakeCluster{objects: objects}, client, namers, time.Minute, time.Minute)
	series := make([][]prom.Series, len(namers))
	for i, namer := range namers {
		found, err := client.Series(context.Background(), pmodel.Interval{}, namer.Selector())
		if err != nil {
			panic(err)
		}
		series[i] = namer.FilterSeries(found)
	}
	if err := p.(customprovider.SeriesRegistry).SetSeries(series, namers); err != nil {
		panic(err)
	}
	return p
}

func externalProvider(cfg *config.MetricsDiscoveryConfig, mapper apimeta.RESTMapper, client prom.Client) provider.ExternalMetricsProvider {
	namers, err := naming.NamersFromConfig(cfg.ExternalRules, mapper)
	if err != nil {
		panic(err)
	}
	p, runnable := externalprovider.NewExternalPrometheusProvider(client, namers, time.Hour, time.Minute)
	stop := make(chan struct{})
	defer close(stop)
	go runnable.RunUntil(stop)
	for i := 0; i < 200 && len(p.ListAllExternalMetrics()) == 0; i++ {
		time.Sleep(time.Millisecond)
	}
	return p
}

func installCustom(container *restful.Container, p provider.CustomMetricsProvider) {
	info := genericapiserver.NewDefaultAPIGroupInfo(custom_metrics.GroupName, apiserver.Scheme, runtime.NewParameterCodec(apiserver.Scheme), apiserver.Codecs)
	for _, version := range info.PrioritizedVersions {
		install(container, &installer.MetricsAPIGroupVersion{
			DynamicStorage:  customstorage.NewREST(p),
			APIGroupVersion: groupVersion(info, version),
			ResourceLister:  provider.NewCustomMetricResourceLister(p),
			Handlers:        &installer.CMHandlers{},
		})
	}
}

func installExternal(container *restful.Container, p provider.ExternalMetricsProvider) {
	info := genericapiserver.NewDefaultAPIGroupInfo(external_metrics.GroupName, apiserver.Scheme, runtime.NewParameterCodec(apiserver.Scheme), apiserver.Codecs)
	install(container, &installer.MetricsAPIGroupVersion{
		DynamicStorage:  externalstorage.NewREST(p),
		APIGroupVersion: groupVersion(info, info.PrioritizedVersions[0]),
		ResourceLister:  provider.NewExternalMetricResourceLister(p),
		Handlers:        &installer.EMHandlers{},
	})
}

func install(container *restful.Container, group *installer.MetricsAPIGroupVersion) {
	if err := group.InstallREST(container); err != nil {
		panic(err)
	}
}

func groupVersion(info genericapiserver.APIGroupInfo, version schema.GroupVersion) *genericapi.APIGroupVersion {
	return &genericapi.APIGroupVersion{
		Root:             genericapiserver.APIGroupPrefix,
		GroupVersion:     version,
		MetaGroupVersion: info.MetaGroupVersion,
		ParameterCodec:   info.ParameterCodec,
		Serializer:       info.NegotiatedSerializer,
		Creater:          info.Scheme,
		Convertor:        info.Scheme,
		UnsafeConvertor:  runtime.UnsafeObjectConvertor(info.Scheme),
		Typer:            info.Scheme,
		Namer:            runtime.Namer(apimeta.NewAccessor()),
	}
}

// fakeCluster lists objects as the API server does: in the order of namespace and name, by label selector.
type fakeCluster struct{ objects map[string][]object }

type fakeResource struct {
	dynamic.NamespaceableResourceInterface
	objects   []object
	namespace string
}

func (c *fakeCluster) Resource(resource schema.GroupVersionResource) dynamic.NamespaceableResourceInterface {
	return &fakeResource{objects: c.objects[resource.GroupResource().String()]}
}

func (r *fakeResource) Namespace(namespace string) dynamic.ResourceInterface {
	return &fakeResource{objects: r.objects, namespace: namespace}
}

func (r *fakeResource) List(_ context.Context, options metav1.ListOptions) (*unstructured.UnstructuredList, error) {
	selector, err := labels.Parse(options.LabelSelector)
	if err != nil {
		return nil, err
	}
	list := &unstructured.UnstructuredList{Object: map[string]interface{}{"kind": "List", "apiVersion": "v1"}}
	for _, o := range r.objects {
		if (r.namespace == "" || o.Namespace == r.namespace) && selector.Matches(labels.Set(o.Labels)) {
			item := unstructured.Unstructured{Object: map[string]interface{}{}}
			item.SetNamespace(o.Namespace)
			item.SetName(o.Name)
			list.Items = append(list.Items, item)
		}
	}
	sort.SliceStable(list.Items, func(i, j int) bool {
		a, b := list.Items[i], list.Items[j]
		return a.GetNamespace() < b.GetNamespace() || (a.GetNamespace() == b.GetNamespace() && a.GetName() < b.GetName())
	})
	return list, nil
}

type fakePrometheus struct {
	series []sample
	now    int64
}

var (
	selectorForm = regexp.MustCompile(`^(\w*)(?:\{(.*)\})?$`)
	matcherForm  = regexp.MustCompile(`^([a-zA-Z_]\w*)(=~|!~|!=|=)"((?:[^"\\]|\\.)*)"(?:,|$)`)
	scalarForm   = regexp.MustCompile(`^scalar\((\w+)\)$`)
	rangeForm    = regexp.MustCompile(`^(\w+)\[5m\]$`)
)

func (p *fakePrometheus) selected(text string) ([]sample, error) {
	parts := selectorForm.FindStringSubmatch(text)
	if parts == nil {
		return nil, errors.New("bad_data: " + text)
	}
	found := p.series
	if parts[1] != "" {
		found = filtered(found, func(s sample) bool { return string(s.Labels[pmodel.MetricNameLabel]) == parts[1] })
	}
	for rest := parts[2]; rest != ""; {
		match := matcherForm.FindStringSubmatch(rest)
		if match == nil {
			return nil, errors.New("bad_data: " + text)
		}
		value, err := strconv.Unquote(`"` + match[3] + `"`)
		if err != nil {
			return nil, err
		}
		test := func(s string) bool { return s == value }
		if strings.HasSuffix(match[2], "~") {
			pattern, err := regexp.Compile("^(?s:" + value + ")$")
			if err != nil {
				return nil, err
			}
			test = pattern.MatchString
		}
		negated := strings.HasPrefix(match[2], "!")
		found = filtered(found, func(s sample) bool { return test(string(s.Labels[pmodel.LabelName(match[1])])) != negated })
		rest = rest[len(match[0]):]
	}
	return found, nil
}

func filtered(all []sample, keep func(sample) bool) []sample {
	kept := []sample{}
	for _, s := range all {
		if keep(s) {
			kept = append(kept, s)
		}
	}
	return kept
}

func (p *fakePrometheus) Series(_ context.Context, _ pmodel.Interval, selectors ...prom.Selector) ([]prom.Series, error) {
	found, err := p.selected(string(selectors[0]))
	if err != nil {
		return nil, err
	}
	series := []prom.Series{}
	for _, s := range found {
		rest := s.Labels.Clone()
		delete(rest, pmodel.MetricNameLabel)
		series = append(series, prom.Series{Name: string(s.Labels[pmodel.MetricNameLabel]), Labels: pmodel.LabelSet(rest)})
	}
	return series, nil
}

func (p *fakePrometheus) Query(_ context.Context, _ pmodel.Time, query prom.Selector) (prom.QueryResult, error) {
	text := string(query)
	if match := scalarForm.FindStringSubmatch(text); match != nil {
		found, err := p.selected(match[1])
		if err != nil {
			return prom.QueryResult{}, err
		}
		return prom.QueryResult{Type: pmodel.ValScalar, Scalar: &pmodel.Scalar{Value: valueOf(found[0]), Timestamp: pmodel.Time(p.now)}}, nil
	}
	if rangeForm.MatchString(text) {
		return prom.QueryResult{Type: pmodel.ValMatrix, Matrix: &pmodel.Matrix{}}, nil
	}
	found, err := p.selected(text)
	if err != nil {
		return prom.QueryResult{}, err
	}
	vector := pmodel.Vector{}
	for _, s := range found {
		vector = append(vector, &pmodel.Sample{Metric: s.Labels, Value: valueOf(s), Timestamp: pmodel.Time(p.now)})
	}
	return prom.QueryResult{Type: pmodel.ValVector, Vector: &vector}, nil
}

func (p *fakePrometheus) QueryRange(context.Context, prom.Range, prom.Selector) (prom.QueryResult, error) {
	return prom.QueryResult{}, errors.New("not asked")
}

func valueOf(s sample) pmodel.SampleValue {
	value, err := strconv.ParseFloat(s.Value, 64)
	if err != nil {
		panic(err)
	}
	return pmodel.SampleValue(value)
}

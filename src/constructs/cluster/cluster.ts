import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import {
  CLUSTER_API_VERSION,
  CLUSTER_FILE_NAME,
  CLUSTER_KIND,
  type ClusterFacts,
  type ClusterFile,
  type GpuAllocationMode,
  type LabelConvention,
} from '../../kubernetes/cluster-facts';
import type { KubernetesMinor } from '../../kubernetes/minor';
import type { HpaApiVersion } from '../../kubernetes/served-api';
import { labelsOf } from '../../metrics/label-convention';
import type { HelmValues } from '../../pipeline/helm-values';
import { manifestYaml } from '../../pipeline/manifest-yaml';
import { pipelineOutput } from '../../pipeline/pipeline-output';
import { rateWindow } from '../../pipeline/rate-window';
import { CONFIG_MAP_NAME } from '../../pipeline/rule-config';
import { type RuleRequest, ruleFor, type ServedRule } from '../../pipeline/rule-for';
import { type AskedRule, ruleSet } from '../../pipeline/rule-set';
import { ConfigMap } from '../api-objects/config-map';
import type { GitOpsDefinition } from '../git-ops/git-ops';
import { gitOpsFiles } from '../git-ops/git-ops-files';
import { gitOpsProblems } from '../git-ops/git-ops-problems';
import { keptFromSubstitution } from '../git-ops/kept-from-substitution';
import { kustomizationFile } from '../git-ops/kustomization-file';
import { withSyncWave } from '../git-ops/sync-waves';
import type { EngineFile } from '../git-ops/synced-cluster';
import { GuardRailBook } from '../guard-rails/guard-rail-book';
import type { Exposable } from '../metrics/metric-target';
import { manifestFiles, renderChild } from '../output/manifest-files';
import { objectProblems, type RenderedManifest } from '../output/object-problems';
import type { FolderContents } from '../output/output-folder';
import { PatchBook } from '../output/patch-book';
import type { PolicyApp } from '../output/policy-app';
import type { Policy } from '../policy/policy';
import { policyShapeProblems, policyValue } from '../policy/policy-shape';
import { nameProblems } from '../problems/name-problems';
import { PolicyError } from '../problems/policy-error';
import { reportProblem, reportProblems, reportUnmade, throwProblems } from '../problems/report-problem';
import { throwErrors } from '../problems/throw-errors';
import { GpuInferenceService } from '../service/gpu-inference-service';
import { MANAGED_LABELS } from '../service/labels';
import { podProblems } from '../service/pod-problems';
import { unplacedProblems } from '../service/unplaced-problems';
import { capacityProblems } from './capacity-problems';
import { type ClusterContext, provideClusterContext } from './cluster-context';
import { clusterProblems } from './cluster-problems';
import type { ClusterProps } from './cluster-props';
import { clusterShapeProblems } from './cluster-shape';
import type { DefaultHpaApiVersion, Terms } from './cluster-terms';
import { collisionProblem } from './collision-problem';
import { namespaceObjects } from './namespace-objects';
import { freeScope, placedIn } from './namespace-scope';
import { servedHpaVersion, statedFacts, usedFacts } from './stated-facts';
import { unmetNeeds, unmetProblem } from './unmet-needs';

/** The default of the Prometheus Operator. */
const DEFAULT_SCRAPE_INTERVAL_MS = 30_000;
/** The name of the file of a Namespace, in its own folder. */
const NAMESPACE_ID = 'namespace';

/**
 * A target of policies, with its facts. Its id is its name and the folder of its output. The facts are literals of its
 * type, so that `add` refuses at compile time what the cluster cannot run.
 *
 * @example
 * const prod = new Cluster(app, 'prod', {
 *   kubernetes: '1.34',
 *   labelConvention: 'ack',
 *   metricsPipeline: MetricsPipeline.ackAdapter({ prometheusUrl: 'http://prometheus.internal:9090' }),
 *   gpuPools: [GpuPool.dedicated('a10', { gpu: 'A10', count: 64 })],
 * });
 * prod.add(bert);
 */
export class Cluster<
  const Name extends string,
  const K extends KubernetesMinor,
  const L extends LabelConvention,
  const A extends HpaApiVersion = DefaultHpaApiVersion<K>,
  const H extends boolean = false,
  const G extends GpuAllocationMode = 'dedicated',
> extends Chart {
  /** The cluster that a construct belongs to. */
  public static override of(construct: IConstruct): AnyCluster {
    for (let scope: IConstruct | undefined = construct; scope; scope = scope.node.scope) {
      // `instanceof` would take any Chart: cdk8s answers it for all of them.
      if (Object.prototype.isPrototypeOf.call(Cluster.prototype, scope)) return scope as AnyCluster;
    }
    throw new TypeError(`${construct.node.path || 'the construct'} is not below a Cluster`);
  }

  /** The cluster's name. */
  public readonly name: Name;
  /** The facts that `cluster.yaml` states. */
  public readonly facts: ClusterFacts;
  private readonly context: ClusterContext;
  private readonly prometheusUrl: string | undefined;
  private readonly exposed: readonly Exposable[];
  private readonly rateWindow: string;
  private readonly gitOps: GitOpsDefinition | undefined;
  private readonly kustomization: boolean;
  private readonly createNamespaces: boolean;
  private readonly asked: AskedRule[] = [];
  private ruleConfigMap: ConfigMap | undefined;

  public constructor(scope: PolicyApp, id: Name, props: ClusterProps<K, L, A, H, G>) {
    super(scope, freeId(scope, id), { disableResourceNameHashes: true });
    throwProblems(this, clusterShapeProblems(props));
    this.name = id;
    this.facts = statedFacts(props);
    this.prometheusUrl = props.metricsPipeline.prometheusUrl;
    this.exposed = props.expose ?? [];
    this.gitOps = props.gitOps?.definition;
    this.kustomization = props.kustomization ?? false;
    this.createNamespaces = props.createNamespaces ?? false;
    const interval = props.scrapeInterval?.toMilliseconds({ integral: false }) ?? DEFAULT_SCRAPE_INTERVAL_MS;
    this.rateWindow = rateWindow(interval / 1000);
    const facts = usedFacts(this.facts);
    this.context = {
      name: id,
      facts,
      hpaApiVersion: servedHpaVersion(facts),
      guardRails: props.guardRails && new GuardRailBook(props.guardRails.props, id),
      patches: new PatchBook(),
      askRule: (request, askedBy) => this.asked.push({ ...this.ruleFor(request), askedBy }),
    };
    provideClusterContext(this, this.context);
    this.context.patches.add(this, props.patches);
    reportProblems(this, clusterProblems(id, this.facts, this.prometheusUrl));
    scope.addFolder(this);
  }

  /** Places policies on the cluster. Refuses, at compile time where types know it, what the cluster cannot run. */
  public add(...policies: readonly Policy<string, Terms<Name, K, L, A, H, G>>[]): void {
    for (const [index, policy] of policies.entries()) {
      if (reportProblems(this, policyValue(policy, `policies[${index}]`))) this.context.patches.leaveOut();
      else this.place(policy);
    }
  }

  private place({ id, props }: Policy): void {
    const problems = policyShapeProblems(props);
    if (problems.length > 0) {
      reportUnmade(this, id, [...problems, ...unplacedProblems(id, props, problems, this.context)]);
      this.context.patches.leaveOut();
      return;
    }
    const scope = freeScope(this, id, props.namespace ?? 'default');
    if (scope) new GpuInferenceService(scope, id, props);
    else this.reportDuplicateId(id);
  }

  /** The files of the cluster's folder. @internal */
  public render(): FolderContents {
    const helmValues = this.renderRules();
    const children = placedIn(this).map((child) => renderChild(child, (object) => this.finish(object)));
    const rendered = children.flatMap((child) => child.objects);
    const namespaces = this.createNamespaces ? this.renderNamespaces(rendered) : [];
    const objects = [...namespaces, ...rendered];
    const wrong = [...objectProblems(objects), ...podProblems(objects, this.context.facts.kubernetes)];
    for (const { construct, problem } of wrong) reportProblem(construct, problem);
    this.context.guardRails?.reportWritten(objects, this.facts.gpuPools);
    reportProblems(this, capacityProblems(objects, this.facts.gpuPools));
    const files = new Map<string, string>([[CLUSTER_FILE_NAME, manifestYaml(this.clusterFile())]]);
    for (const child of children) {
      for (const [path, text] of manifestFiles(child, this.folderWithoutNamespace())) {
        // A patch may move an object into the namespace of a policy with the same id.
        const before = files.get(path);
        files.set(path, before === undefined ? text : `${before}---\n${text}`);
      }
    }
    for (const { manifest } of namespaces) {
      files.set(`manifests/${manifest.metadata.name}/${NAMESPACE_ID}.k8s.yaml`, manifestYaml(manifest));
    }
    if (helmValues) files.set(`helm/${helmValues.chart}.values.yaml`, helmValues.text);
    for (const { path, objects: written } of this.syncFiles(files, objects, helmValues)) {
      const patched = written.map((manifest) => this.context.patches.apply({ construct: this, manifest }).manifest);
      files.set(path, patched.map(manifestYaml).join('---\n'));
    }
    this.context.patches.reportUnused();
    return files;
  }

  /** The last touch on an object. */
  private finish(object: RenderedManifest): RenderedManifest {
    const inWaves = this.gitOps?.engine === 'argoCd';
    const { substitutions = [] } = this.facts;
    const patched = this.context.patches.apply(
      inWaves ? withSyncWave(object, object.construct === this.ruleConfigMap) : object,
    );
    return inWaves || substitutions.length === 0 ? patched : keptFromSubstitution(patched, substitutions);
  }

  private renderNamespaces(objects: readonly RenderedManifest[]): readonly RenderedManifest[] {
    if (this.node.tryFindChild(NAMESPACE_ID)) this.reportDuplicateId(NAMESPACE_ID);
    return namespaceObjects(this, objects).map((object) => this.finish(object));
  }

  /** An ApplicationSet syncs folders, and what stands above them would never be. Readers take what names no namespace for `default`. */
  private folderWithoutNamespace(): string | undefined {
    return this.gitOps?.engine === 'argoCd' && this.gitOps.applications === 'namespace' ? 'default' : undefined;
  }

  /** What a GitOps engine needs beside the manifests. */
  private syncFiles(
    files: FolderContents,
    objects: readonly RenderedManifest[],
    helmValues: HelmValues | undefined,
  ): readonly EngineFile[] {
    const { name, facts, kustomization, gitOps } = this;
    const { hpaApiVersion } = this.context;
    const list = kustomization ? kustomizationFile(files) : [];
    if (!gitOps) return list;
    const manifests = objects.map(({ manifest }) => manifest);
    const cluster = { name, facts, helmValues, hpaApiVersion, kustomization, manifests };
    reportProblems(this, gitOpsProblems(gitOps, cluster));
    // Also where something is wrong: patches look for these objects.
    return [...list, ...gitOpsFiles(gitOps, cluster)];
  }

  /** Joins the rules that the services and `expose` ask for; the ConfigMap becomes a child, so a second render replaces it. */
  private renderRules(): HelmValues | undefined {
    const { collisions, ...lists } = ruleSet([...this.asked, ...this.exposedRules()]);
    for (const collision of collisions) reportProblem(this, collisionProblem(collision));
    const { configMap, helmValues } = pipelineOutput(this.facts.pipeline, lists, this.prometheusUrl);
    if (this.ruleConfigMap) this.node.tryRemoveChild(CONFIG_MAP_NAME);
    this.ruleConfigMap = undefined;
    if (configMap && this.node.tryFindChild(CONFIG_MAP_NAME)) this.reportDuplicateId(CONFIG_MAP_NAME);
    else if (configMap) {
      const { data, ...metadata } = configMap;
      this.ruleConfigMap = new ConfigMap(this, CONFIG_MAP_NAME, {
        metadata: { ...metadata, labels: MANAGED_LABELS },
        data,
      });
    }
    return helmValues;
  }

  private exposedRules(): readonly AskedRule[] {
    const { labelConvention } = this.context.facts;
    return this.exposed.flatMap((exposable) => {
      const needs = Object.fromEntries(exposable.needs.map((need) => [need, exposable.series]));
      const unmet = unmetNeeds(needs, this.context);
      const request = exposable.requestFor(labelConvention);
      if (reportProblems(this, unmet.map(unmetProblem)) || !request) return [];
      return [{ ...this.ruleFor(request), askedBy: `${this.name}, expose` }];
    });
  }

  private ruleFor(request: RuleRequest): ServedRule {
    this.context.guardRails?.serve(request);
    const labels = labelsOf(this.context.facts.labelConvention, request.metric.exporter);
    return ruleFor(request, { labels, rateWindow: this.rateWindow });
  }

  private reportDuplicateId(id: string): void {
    reportProblem(this, {
      code: 'duplicate-id',
      property: 'id',
      value: id,
      allowed: 'the id of one construct of the cluster, or of one policy for each namespace',
      help: 'Give one of them another id, or two policies different namespaces.',
    });
  }

  private clusterFile(): ClusterFile {
    return { apiVersion: CLUSTER_API_VERSION, kind: CLUSTER_KIND, metadata: { name: this.name }, spec: this.facts };
  }
}

/** Two charts of one name would be one folder. */
function freeId(app: PolicyApp, id: string): string {
  if (id === '') throwErrors(nameProblems({ id }).map((problem) => new PolicyError('app', problem)));
  if (app.node.tryFindChild(id)) {
    const help = 'Give one of them another id: it is the name of its folder.';
    const allowed = 'the id of one cluster of the app';
    throwErrors([new PolicyError(id, { code: 'duplicate-id', property: 'id', value: id, allowed, help })]);
  }
  return id;
}

/** A cluster whose facts are not known to the compiler: policies are checked at run time only. */
export type AnyCluster = Cluster<string, KubernetesMinor, LabelConvention, HpaApiVersion, boolean, GpuAllocationMode>;

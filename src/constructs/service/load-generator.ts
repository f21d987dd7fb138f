import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { isPositiveInt32, POSITIVE_INT32_RULE } from '../../kubernetes/int32';
import { Deployment } from '../api-objects/deployment';
import { Cluster } from '../cluster/cluster';
import type { Policy } from '../policy/policy';
import { nameProblems } from '../problems/name-problems';
import { reportProblem, reportProblems } from '../problems/report-problem';
import { GpuInferenceService } from './gpu-inference-service';
import { selectorLabels, standardLabels } from './labels';
import { serviceNameOf } from './service-name';

/** What a load generator calls. */
export interface LoadGeneratorProps {
  /** The service to call: it is reached by its Service, in its namespace. */
  readonly target: Policy;
  /** The path and query of each request. @default '/' */
  readonly path?: string;
  /** How many generators run. @default 1 */
  readonly replicas?: number;
  /**
   * The image of fib-loader.
   *
   * @default 'registry.cn-huhehaote.aliyuncs.com/kubeway/knative-sample-fib-loader:20201126-110434'
   */
  readonly image?: string;
}

const IMAGE = 'registry.cn-huhehaote.aliyuncs.com/kubeway/knative-sample-fib-loader:20201126-110434';

/** Sends requests to a service without end, as the AHPA page does with its `fib-loader`. It asks for no GPU. */
export class LoadGenerator extends Construct {
  /** The Deployment. */
  public readonly deployment: ApiObject;

  public constructor(scope: Construct, id: string, props: LoadGeneratorProps) {
    super(scope, id);
    const { target, path = '/', replicas = 1, image = IMAGE } = props;
    const { namespace = 'default', service = {}, port } = target.props;
    reportProblems(this, nameProblems({ id }));
    if (!path.startsWith('/') || /\s/.test(path)) {
      reportProblem(this, {
        code: 'url-invalid',
        property: 'path',
        value: path,
        allowed: "a path that begins with '/', without spaces",
        help: 'Write spaces in a query as %20.',
      });
    }
    if (!isPositiveInt32(replicas)) {
      reportProblem(this, {
        code: 'replicas-range',
        property: 'replicas',
        value: replicas,
        allowed: POSITIVE_INT32_RULE,
        help: 'Leave replicas out for one generator.',
      });
    }
    const servicePort = service.port ?? port;
    const serviceName = serviceNameOf(target.id, target.props);
    const host = `${serviceName}.${namespace}`;
    this.reportMissing({ serviceName, namespace });
    const url = `http://${host}${servicePort === 80 ? '' : `:${servicePort}`}${path}`;
    this.deployment = new Deployment(this, 'Deployment', {
      metadata: { name: id, namespace, labels: standardLabels(id) },
      replicas,
      selector: selectorLabels(id),
      pod: {
        labels: standardLabels(id),
        container: {
          name: 'loader',
          image,
          command: ['/ko-app/fib-loader'],
          args: [`--service-url=${url}`, '--save-path=/tmp/fib-loader-chart.html'],
          ports: [{ name: 'chart', containerPort: 8090 }],
          resources: { limits: { cpu: '8', memory: '16000Mi' }, requests: { cpu: '2', memory: '4000Mi' } },
        },
      },
    });
  }

  /** The target may be added later, so this waits for synth. */
  private reportMissing({ serviceName, namespace }: Pick<GpuInferenceService, 'serviceName' | 'namespace'>): void {
    const validate = () => {
      const services = Cluster.of(this)
        .node.findAll()
        .filter((construct) => construct instanceof GpuInferenceService);
      if (services.some((service) => service.serviceName === serviceName && service.namespace === namespace)) return [];
      reportProblem(this, {
        code: 'invalid-construct',
        property: 'target',
        value: `${namespace}/${serviceName}`,
        allowed: 'a service of this cluster',
        why: 'Nothing answers there, and the load would be lost.',
        help: 'Add the policy to the cluster: cluster.add(policy). A variant made by with() has its own namespace and Service.',
      });
      return [];
    };
    this.node.addValidation({ validate });
  }
}

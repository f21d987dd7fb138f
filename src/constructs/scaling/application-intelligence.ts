import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { ConfigMap } from '../api-objects/config-map';
import { clusterContextOf } from '../cluster/cluster-context';
import { isPlaceholder, undeclaredSubstitutions, urlProblems } from '../git-ops/substitutions';
import type { PolicyProblem } from '../problems/policy-error';
import { reportProblems } from '../problems/report-problem';
import { MANAGED_LABELS } from '../service/labels';

/** From where AHPA reads metrics, and to where it writes its dashboards. */
export interface ApplicationIntelligenceProps {
  /** The HTTP API address of Prometheus, or a placeholder such as `${PROMETHEUS_URL}`. */
  readonly prometheusUrl: string;
  /** The Prometheus access token: a placeholder, never the token. @default - token authentication is off */
  readonly token?: string;
  /** The remote write address for AHPA's dashboards. @default - no dashboards */
  readonly prometheusWriterUrl?: string;
  /** The access key for dashboards: a placeholder, never the key. @default - no dashboards */
  readonly prometheusWriterAk?: string;
  /** The secret key for dashboards: a placeholder, never the key. @default - no dashboards */
  readonly prometheusWriterSk?: string;
}

/**
 * The ConfigMap `application-intelligence` in `kube-system`, AHPA's metric source. A cluster has exactly one. It is a
 * ConfigMap, so what it holds is plain text in Git: secrets are placeholders that the cluster's `substitutions` declare.
 */
export class ApplicationIntelligence extends Construct {
  /** The ConfigMap. */
  public readonly configMap: ApiObject;

  public constructor(scope: Construct, id: string, props: ApplicationIntelligenceProps) {
    super(scope, id);
    const { prometheusUrl, prometheusWriterUrl, token, prometheusWriterAk, prometheusWriterSk } = props;
    const { substitutions } = clusterContextOf(this).facts;
    const urls = present({ prometheusUrl, prometheusWriterUrl });
    const secrets = present({ token, prometheusWriterAk, prometheusWriterSk });
    reportProblems(this, [
      ...urls.flatMap(([property, url]) => urlProblems(property, url)),
      ...secrets.flatMap(([property, secret]) => secretProblems(property, secret)),
      ...[...urls, ...secrets.filter(([, secret]) => isPlaceholder(secret))].flatMap(([property, value]) =>
        undeclaredSubstitutions(property, value, substitutions),
      ),
    ]);
    this.configMap = new ConfigMap(this, 'Resource', {
      metadata: { name: 'application-intelligence', namespace: 'kube-system', labels: MANAGED_LABELS },
      data: {
        prometheusUrl,
        ...(token !== undefined && { token }),
        ...(prometheusWriterUrl !== undefined && { prometheus_writer_url: prometheusWriterUrl }),
        ...(prometheusWriterAk !== undefined && { prometheus_writer_ak: prometheusWriterAk }),
        ...(prometheusWriterSk !== undefined && { prometheus_writer_sk: prometheusWriterSk }),
      },
    });
  }
}

function present(values: { readonly [property: string]: string | undefined }): readonly [string, string][] {
  return Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined);
}

/** The message must not repeat what may be a secret. */
function secretProblems(property: string, value: string): readonly PolicyProblem[] {
  if (isPlaceholder(value)) return [];
  return [
    {
      code: 'secret-literal',
      property,
      value: undefined,
      summary: `${property} is written out, but must be a placeholder such as \${AHPA_TOKEN}.`,
      why: 'A ConfigMap is plain text in Git and in every diff.',
      help: "Declare the placeholder in the cluster's substitutions, and let the GitOps engine fill it from a Secret.",
    },
  ];
}

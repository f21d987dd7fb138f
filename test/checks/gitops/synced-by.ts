interface Parts {
  /** @default '.' */
  readonly path?: string;
  /** In place of a path. */
  readonly source?: object;
  readonly ignore?: readonly object[];
  /** @default ['RespectIgnoreDifferences=true'] */
  readonly options?: readonly string[];
  readonly isSet?: boolean;
}

/** An Application of Argo CD, or an ApplicationSet with a template that says the same. */
export function application(name: string, parts: Parts = {}): object {
  const { path = '.', source = { path }, ignore = [], options = ['RespectIgnoreDifferences=true'], isSet } = parts;
  const spec = {
    source: { repoURL: 'https://git.example.com/x.git', ...source },
    ignoreDifferences: ignore,
    syncPolicy: { syncOptions: options },
  };
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: isSet ? 'ApplicationSet' : 'Application',
    metadata: { name, namespace: 'argocd' },
    spec: isSet ? { generators: [{ list: { elements: [] } }], template: { spec } } : spec,
  };
}

/** A Kustomization of Flux, with rules of what to ignore. */
export function fluxKustomization(ignore?: readonly object[]): object {
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: 'svc', namespace: 'flux-system' },
    spec: { path: './', prune: true, ignore },
  };
}

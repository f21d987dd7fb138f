import { App } from 'cdk8s';
import { PolicyError } from '../problems/policy-error';
import { collectProblems } from '../problems/report-problem';
import { throwErrors } from '../problems/throw-errors';
import type { FolderContents, OutputFolder } from './output-folder';
import { replaceFolders } from './replace-folders';

/** Where a `PolicyApp` writes. */
export interface PolicyAppProps {
  /**
   * The output folder; each cluster becomes a folder in it.
   *
   * @default - the environment variable CDK8S_OUTDIR, which `cdk8s synth` sets, else 'dist'
   */
  readonly outdir?: string;
}

/**
 * The root of all clusters. `synth()` compiles them together: it joins each cluster's adapter rules, collects every
 * error, and writes only when there is none.
 */
export class PolicyApp extends App {
  private readonly errors: PolicyError[] = [];
  private readonly folders: OutputFolder[] = [];

  public constructor(props: PolicyAppProps = {}) {
    // construct-metadata.json would stop Argo CD, which reads every JSON file as a manifest.
    super({ ...props, recordConstructMetadata: false });
    collectProblems(this, { errors: this.errors, collect: (error) => this.errors.push(error) });
  }

  /** Called by clusters. @internal */
  public addFolder(folder: OutputFolder): void {
    this.folders.push(folder);
  }

  /**
   * Writes the manifests of every cluster.
   *
   * Unlike cdk8s' own `synth`, it validates once and renders each object once, so that the time grows with the number of
   * services and not with its square.
   *
   * @throws PolicyError, or PolicyErrors where there are several: nothing is written then
   */
  public override synth(): void {
    const folders = this.render();
    replaceFolders(this.outdir, folders);
  }

  /** Every file of every cluster, by the cluster's name and the file's path, without writing anything. */
  public render(): ReadonlyMap<string, FolderContents> {
    const collected = this.errors.length;
    try {
      this.validateTree();
      const folders = new Map(this.folders.map((folder) => [folder.name, folder.render()]));
      throwErrors([...this.errors, ...this.emptyErrors(folders)]);
      return folders;
    } finally {
      // What rendering reported belongs to this run: another synth finds it again.
      this.errors.length = collected;
    }
  }

  /** The validations that constructs of others have added, each once. */
  private validateTree(): void {
    for (const construct of this.node.findAll()) {
      for (const message of construct.node.validate()) {
        this.errors.push(
          new PolicyError(construct.node.path, {
            code: 'invalid-construct',
            summary: message,
            help: "The construct's own validation says so.",
          }),
        );
      }
    }
    for (const child of this.node.children) {
      if (this.folders.some((folder) => (folder as unknown) === child)) continue;
      this.errors.push(
        new PolicyError(child.node.path, {
          code: 'invalid-construct',
          summary: 'it is not below a Cluster, so nothing would be written.',
          help: 'Pass a Cluster as its scope.',
        }),
      );
    }
  }

  private emptyErrors(folders: ReadonlyMap<string, FolderContents>): readonly PolicyError[] {
    const help = 'Add a policy: cluster.add(policy).';
    if (folders.size === 0) {
      return [new PolicyError('app', { code: 'empty-result', summary: 'the app has no cluster.', help })];
    }
    return [...folders]
      .filter(([name, files]) => !hasObjects(files) && !this.errors.some(({ path }) => path.split('/')[0] === name))
      .map(([name]) => new PolicyError(name, { code: 'empty-result', summary: 'the cluster has no object.', help }));
  }
}

/** Facts, and objects of a GitOps engine, are there for the cluster's objects alone. */
function hasObjects(files: FolderContents): boolean {
  return [...files.keys()].some((path) => path.startsWith('manifests/') || path.startsWith('helm/'));
}

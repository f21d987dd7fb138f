import { misreadClusterFile, readClusterFile } from '../config/cluster-file';
import { EMPTY_PROJECT, PROJECT_FILE_NAME, type ProjectConfig } from '../config/project-config';
import { CLUSTER_FILE_NAME } from '../kubernetes/cluster-facts';
import { InputError } from '../source/input-error';
import { SourceFile } from '../source/source-file';
import { wholeFile } from '../source/source-text';
import { parseYaml, type YamlProblemCode } from '../source/yaml';
import type { ClusterContext, ClusterOverrides } from './cluster-context';
import { ClusterMap, type FoundClusterFile } from './cluster-map';
import { Fleet } from './fleet';
import type { InputFile } from './input-file';
import { isChartTemplate, type NotModelled, type Recognised, recognise } from './recognise';

export interface ReadFleetsOptions extends ClusterOverrides {
  /** The namespace of objects that name none. @default 'default' */
  readonly namespace?: string;
}

/** What a set of files holds. */
export interface FleetReading {
  /** One per cluster, sorted by name. */
  readonly fleets: readonly Fleet[];
  /** What was left alone. */
  readonly notModelled: readonly NotModelled[];
  /** Files that could not be read; nothing of them is in the fleets. */
  readonly errors: readonly InputError[];
  /** The files in which something was found to judge. */
  readonly recognisedFiles: ReadonlySet<string>;
  /** The files without any document. */
  readonly emptyFiles: ReadonlySet<string>;
}

interface ReadFile {
  readonly name: string;
  readonly parts: readonly Recognised[];
  /** Whether something may stand in it that was not seen. */
  readonly isOpaque: boolean;
}

/** Reads manifests, adapter rules and cluster facts back into one fleet per cluster. */
export function readFleets(
  files: readonly InputFile[],
  project: ProjectConfig = EMPTY_PROJECT,
  options: ReadFleetsOptions = {},
): FleetReading {
  const errors: InputError[] = [];
  // Its configuration is no manifest, and has been read: the folder that holds it may be given as a path.
  const manifests = files.filter(({ name }) => name !== PROJECT_FILE_NAME);
  const read = manifests.map((file) => readFile(file, options.namespace ?? 'default', errors));
  const clusters = new ClusterMap(clusterFiles(read, errors), project, options, errors);
  return {
    fleets: fleetsOf(read, clusters),
    notModelled: read.flatMap(({ parts }) => parts.filter((part) => part.is === 'notModelled')),
    errors,
    recognisedFiles: new Set(read.filter(({ parts }) => parts.some(isToJudge)).map(({ name }) => name)),
    emptyFiles: new Set(read.filter(({ parts, isOpaque }) => parts.length === 0 && !isOpaque).map(({ name }) => name)),
  };
}

function readFile({ name, text }: InputFile, namespace: string, errors: InputError[]): ReadFile {
  const file = new SourceFile(name, text);
  const documents = parseYaml(wholeFile(file));
  const broken = documents.find((document) => !document.root);
  if (!broken) {
    if (baseName(name) === CLUSTER_FILE_NAME) {
      errors.push(
        ...misreadClusterFile(
          file,
          documents.map(({ root }) => root!),
        ),
      );
    }
    const parts = documents.flatMap((document) => recognise(document.root!, document.problems, namespace));
    return { name, parts, isOpaque: false };
  }
  const { code, message, span } = broken.problems[0]!;
  if (isChartTemplate(text)) {
    const part: NotModelled = { is: 'notModelled', what: 'YAML with template placeholders ({{ }})', span };
    return { name, parts: [part], isOpaque: true };
  }
  errors.push(
    new InputError(
      'yaml',
      `this YAML cannot be read: ${message}`,
      HELP[code] ?? 'Mend the YAML; the file was left out.',
      span,
    ),
  );
  return { name, parts: [], isOpaque: true };
}

const HELP: { readonly [code in YamlProblemCode]?: string } = {
  'too-long': 'Split the file into several; it was left out.',
  'too-many-documents': 'Split the file into several; it was left out.',
  'too-deep': 'Nest less deeply; the file was left out.',
};

function isToJudge(part: Recognised): boolean {
  return part.is === 'object' || part.is === 'rules';
}

function clusterFiles(read: readonly ReadFile[], errors: InputError[]): readonly FoundClusterFile[] {
  return read.flatMap(({ name, parts }) => {
    const found = parts.filter((part) => part.is === 'cluster');
    if (found.length > 0 && baseName(name) !== CLUSTER_FILE_NAME) {
      errors.push(
        new InputError(
          'configuration',
          `the facts of a cluster are read from a file named ${CLUSTER_FILE_NAME} only`,
          `Name the file ${CLUSTER_FILE_NAME}, and put it in a folder above the manifests of its cluster.`,
          found[0]!.root.span,
        ),
      );
      return [];
    }
    if (found[1]) {
      errors.push(
        new InputError(
          'configuration',
          `${name} states the facts of more than one cluster`,
          'Keep one, and give each other cluster a folder with a file of its own.',
          found[1].root.span,
        ),
      );
    }
    const cluster = found[0] && readClusterFile(found[0].root, found[0].problems, errors);
    return cluster ? [{ path: name, cluster }] : [];
  });
}

/** A cluster with a file of its own has a fleet even where it is empty, so that the report names it. */
function fleetsOf(read: readonly ReadFile[], clusters: ClusterMap): readonly Fleet[] {
  const groups = new Map<ClusterContext, ReadFile[]>();
  for (const file of read) {
    const context = clusters.contextOf(file.name);
    const group = groups.get(context);
    if (group) group.push(file);
    else groups.set(context, [file]);
  }
  return [...groups]
    .filter(
      ([context, files]) => clusters.withFile.includes(context) || files.some(({ parts }) => parts.some(isToJudge)),
    )
    .map(([context, files]) => {
      const opaque = files.filter(({ isOpaque }) => isOpaque).map(({ name }) => name);
      return new Fleet(
        context,
        files.flatMap(({ parts }) => parts),
        opaque,
      );
    })
    .sort((a, b) => (a.context.name < b.context.name ? -1 : 1));
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

import { ENGINE_PROGRAMS, type EngineImage, engineImageOf } from '../../metrics/engine-image';
import { INFERENCE_ENGINES } from '../../metrics/inference-engines';
import type { AnyPolicyProps } from '../policy/policy';
import type { PolicyProblem } from '../problems/policy-error';
import type { Engine } from './engine';

/** What an official image says of itself, the policy must not contradict. A command of one's own may start anything. */
export function engineImageProblems(
  { image, command, args = [] }: AnyPolicyProps,
  engine: Engine,
): readonly PolicyProblem[] {
  const found = engineImageOf(image);
  const { kind, title } = engine.facts;
  if (!found) return [];
  if (found.kind !== kind) {
    if (command || ENGINE_PROGRAMS[kind].test(args.join(' '))) return [];
    const own = INFERENCE_ENGINES[found.kind].title;
    return [
      {
        code: 'engine',
        property: 'image',
        value: image,
        allowed: `an image of ${title}, as engine says`,
        why: `${found.repository} is the image of ${own}, with another health path, other flags and other metrics.`,
        help: `Write engine: ${factoryOf(found)}, or another image.`,
      },
    ];
  }
  const { version } = engine.given;
  if (version === undefined || found.version === undefined || found.version === version) return [];
  return [
    {
      code: 'engine',
      property: 'image',
      value: image,
      allowed: `of version ${version}, as engine says`,
      why: 'The version tells which flags the server knows and which metrics it has. With a flag that it does not know, it does not start.',
      help: `Write engine: ${factoryOf(found)}, or the image of ${version}.`,
    },
  ];
}

function factoryOf({ kind, version = '...' }: EngineImage): string {
  return kind === 'vllm' ? `Engine.vllm('${version}')` : `Engine.${kind}()`;
}

import { join } from 'node:path';
import { readModelFolder } from '../model/testing/fixtures';
import { nodeBackendOptions } from '../model/testing/node-backends';
import type { Host } from './session';
import { vanillaGraph } from './vanilla-graph';

/** Node, with Dawn for WebGPU. @param folder models, one a folder */
export function nodeHost(folder: string): Host {
  const model = async (member: string) => readModelFolder(join(folder, member));
  return {
    model,
    graph: async (member) => vanillaGraph(await model(member)),
    backendOptions: nodeBackendOptions,
    onnxPath: undefined,
    tell: (sentence) => console.log(`  ${sentence}`),
  };
}

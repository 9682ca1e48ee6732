import { readCheckpoint } from '../model/checkpoint';
import { parseConfig } from '../model/config';
import type { ModelFiles } from '../model/model';
import { llamaGraph } from './peers/onnx/graph';

/** A vanilla folder's files as an ONNX graph. */
export function vanillaGraph(files: ModelFiles): Uint8Array {
  const config = parseConfig(JSON.parse(new TextDecoder().decode(files['config.json'])));
  return llamaGraph(config, readCheckpoint(files['model.safetensors'], config));
}

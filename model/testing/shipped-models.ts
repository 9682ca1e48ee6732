import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Backend } from '../backend';
import { loadModel, type Model } from '../model';
import { readModelFolder } from './fixtures';

const MODELS = fileURLToPath(new URL('../../public/models/', import.meta.url));

/** The shipped models by their manifest ids, `nano/mor-expert`, each loaded when it is first asked for. */
export function shippedModels(backend: Backend): (id: string) => Model {
  const models = new Map<string, Model>();
  return (id) => {
    const model = models.get(id) ?? loadModel(backend, id, readModelFolder(join(MODELS, id)));
    models.set(id, model);
    return model;
  };
}

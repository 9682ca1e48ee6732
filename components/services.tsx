'use client';

import { createContext, useContext } from 'react';
import type { Lives } from '../store/lives';
import type { Batcher } from '../workers/batching';
import type { Engine } from '../workers/engine';
import type { Generator } from '../workers/generation';

/** What a view may ask for by itself, beside the state that is kept for it. */
export interface Services {
  readonly engine: Pick<Engine, 'attention' | 'load' | 'run'> & Generator & Batcher;
  readonly lives: Lives;
  /** The site's own folder, absolute, with a trailing slash. */
  readonly baseUrl: () => string;
}

const ServicesContext = createContext<Services | null>(null);

export const ServicesProvider = ServicesContext.Provider;

export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (!services) throw new Error('No services above this component');
  return services;
}

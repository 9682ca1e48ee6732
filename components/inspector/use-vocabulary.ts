'use client';

import { useEffect, useState } from 'react';
import { useServices } from '../services';
import { readVocabulary, type Vocabulary } from './vocabulary';

const known = new Map<string, Promise<Vocabulary>>();

/** The words of a model's tokenizer; null until they are there. */
export function useVocabulary(model: string): Vocabulary | null {
  const { baseUrl } = useServices();
  const [loaded, setLoaded] = useState<{ model: string; vocabulary: Vocabulary } | null>(null);
  useEffect(() => {
    let current = true;
    fetchOnce(new URL(`models/${model}/tokenizer.json`, baseUrl()).href).then(
      (vocabulary) => current && setLoaded({ model, vocabulary }),
      // Without it the predictions show ids; the engine reports the network by itself.
      () => {},
    );
    return () => {
      current = false;
    };
  }, [model, baseUrl]);
  return loaded?.model === model ? loaded.vocabulary : null;
}

function fetchOnce(address: string): Promise<Vocabulary> {
  let vocabulary = known.get(address);
  if (!vocabulary) {
    vocabulary = fetch(address)
      .then((response) => (response.ok ? response.json() : Promise.reject(new Error(response.statusText))))
      .then(readVocabulary);
    vocabulary.catch(() => known.delete(address));
    known.set(address, vocabulary);
  }
  return vocabulary;
}

'use client';

import { type RefObject, useEffect } from 'react';
import { useApp } from '../../app-store';
import type { Scene } from '../scene/scene';
import { flag } from './painting';

/** Tokens pointed at, pinned or spoken of anywhere on the page are marked here as well. */
export function useMarked(root: RefObject<HTMLElement | null>, scene: Scene) {
  const hovered = useApp((state) => state.selection.hovered);
  const lit = useApp((state) => state.selection.lit);
  const pinned = useApp((state) => state.selection.pinned);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with another scene there are other nodes
  useEffect(() => {
    const nodes = [...(root.current?.querySelectorAll<HTMLElement>('[data-chip]') ?? [])];
    const mark = (position: number | null, key: 'hovered' | 'pinned') => {
      for (const node of nodes) delete node.dataset[key];
      const node = position === null ? undefined : nodes[position];
      if (node) node.dataset[key] = '';
    };
    mark(hovered, 'hovered');
    mark(pinned, 'pinned');
    for (const [position, node] of nodes.entries()) flag(node, 'lit', lit?.has(position) === true);
  }, [hovered, pinned, lit, root, scene]);
}

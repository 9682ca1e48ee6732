'use client';

import { Panel } from '../ui/panel';

export function CostPanel() {
  return <Panel title="What it costs">…</Panel>;
}

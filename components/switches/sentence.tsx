import type { ReactNode } from 'react';
import { t } from '../../languages/current';
import type { Rich } from '../../languages/rich';
import type { Settings } from '../../store/state';
import { RichText, term } from '../ui/rich-text';

/** What the switches mean as they stand, in plain words; the term after them, in italics. */
export function SwitchesInWords({ settings }: { readonly settings: Settings }): ReactNode {
  const text = [...routing(settings), t().common.between, ...cache(settings)];
  return <RichText text={text} as={{ term }} />;
}

function routing({ routing: type, rule, recursions }: Settings): Rich<'term'> {
  const { routed } = t().switches;
  return type === 'token' ? routed.token(recursions) : routed[type][rule](recursions);
}

function cache({ cache: kind, servedCache }: Settings): Rich<'term'> {
  const { kept, mismatched } = t().switches;
  return servedCache === 'other' ? mismatched[kind]() : kept[kind]();
}

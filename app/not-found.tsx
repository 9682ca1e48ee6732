import type { Metadata } from 'next';
import { NothingHere } from '../components/site/nothing-here';
import { site } from '../languages/en/site';

export const metadata: Metadata = { title: site.title.notFound };

export default function NotFound() {
  return <NothingHere />;
}

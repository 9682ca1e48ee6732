import { About } from '../../components/about/about';
import { metadataOf } from '../site-metadata';
import { readSources } from './read-sources';

export const metadata = metadataOf('about');

export default function AboutPage() {
  return <About sources={readSources()} />;
}

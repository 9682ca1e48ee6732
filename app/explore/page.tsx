import { ExplorerApp } from '../explorer-app';
import { metadataOf } from '../site-metadata';

export const metadata = metadataOf('explore');

export default function ExplorePage() {
  return <ExplorerApp />;
}

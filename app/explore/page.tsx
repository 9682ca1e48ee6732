import { ExplorerApp } from '../explorer-app';

export default function ExplorePage() {
  return <ExplorerApp />;
}

import { ExplorerApp } from './explorer-app';

export default function Page() {
  return <ExplorerApp />;
}

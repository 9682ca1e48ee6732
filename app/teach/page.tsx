import { TeachPage } from '../../components/teach/teach-page';
import { metadataOf } from '../site-metadata';

export const metadata = metadataOf('teach');

export default function Teach() {
  return <TeachPage />;
}

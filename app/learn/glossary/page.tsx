import { GlossaryView } from '../../../components/learn/glossary-view';
import { metadataOf } from '../../site-metadata';
import { LearnFrame } from '../learn-frame';

export const metadata = metadataOf('glossary');

export default function GlossaryPage() {
  return (
    <LearnFrame page="glossary">
      <GlossaryView />
    </LearnFrame>
  );
}

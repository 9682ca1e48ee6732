import { Home } from '../components/home/home';
import { OldLinks } from '../components/home/old-links';
import { Spoken } from '../components/site/spoken';
import { readFindings, readPicture } from './front-door';
import { metadataOf } from './site-metadata';

export const metadata = metadataOf('home');

export default function FrontDoor() {
  return (
    <>
      <OldLinks />
      <Spoken page="home">
        <Home picture={readPicture()} findings={readFindings()} />
      </Spoken>
    </>
  );
}

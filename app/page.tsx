import { Home } from '../components/home/home';
import { OldLinks } from '../components/home/old-links';

export default function FrontDoor() {
  return (
    <>
      <OldLinks />
      <Home />
    </>
  );
}

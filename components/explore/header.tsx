import { useApp } from '../app-store';
import { SiteHeader } from '../site/site-header';
import { BackendBadge } from '../status/backend-badge';
import { ThemeChoice } from '../status/theme-choice';
import { CopyLink } from './copy-link';

export function Header() {
  const theme = useApp((state) => state.settings.theme);
  return (
    <SiteHeader current="/explore/" theme={theme === 'system' ? null : theme}>
      <BackendBadge />
      <ThemeChoice />
      <CopyLink />
    </SiteHeader>
  );
}

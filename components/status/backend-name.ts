import { t } from '../../languages/current';
import type { BackendName } from '../../model/backend';

export const backendName = (backend: BackendName) => t().status.backends[backend];

import type { Model } from '../model';
import { openRowEngine } from '../rows/open-row-engine';
import { Called, type Crew, type CrewRequest } from './crew';

/**
 * Where many dispatches may be under way, the device schedules itself; elsewhere a row engine is told what to do. So is a
 * device whose recursions have layers of their own (the sequence strategies): a pass over rows at many depths is not one
 * there. Throws E-BATCHING where the model's backend has neither, E-OUT-OF-MEMORY.
 */
export async function openCrew(model: Model, request: CrewRequest): Promise<Crew> {
  const { limits, config } = request;
  if (model.backend.name !== 'webgpu' || config.sharing.endsWith('sequence')) {
    return new Called(await openRowEngine(model, { ...limits, kvCache: config.kvCache }));
  }
  const [{ Scheduled }, { ScheduledCrew }] = await Promise.all([
    import('./scheduled'),
    import('./scheduled-crew'),
  ]);
  return new ScheduledCrew(await Scheduled.open(model, request), request);
}

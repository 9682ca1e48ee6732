import { expect, test } from '@playwright/test';
import { LESSONS } from '../lessons/lessons';
import { Learner } from './learner';

test('a lesson from the first step to the last on real WebGPU, its answers those of the run', async ({
  page,
}) => {
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  const learner = new Learner(page);
  const { explorer, lesson } = learner;
  await learner.open('one-block', '?backend=webgpu&lessonStep=1');
  await explorer.idle();
  expect(await explorer.backend(), 'the browser must offer WebGPU to this test').toBe('webgpu');
  const { steps } = LESSONS['one-block'];
  for (const [i, step] of steps.entries()) {
    expect(await learner.position()).toEqual({ step: i + 1, of: steps.length });
    await learner.answer();
    if (step.id === 'flops') {
      const { depth } = await explorer.trace();
      const share = depth.reduce((sum, each) => sum + each, 0) / (3 * depth.length);
      await expect(lesson.getByText(/of all possible rounds were taken here/)).toContainText(
        `${(100 * share).toFixed(0)}%`,
      );
    }
    if (step.id === 'rounds') {
      await expect(lesson.getByText('Not yet')).toBeVisible();
      await explorer.choose('Recursions', '2');
      await expect(lesson.getByText('Done.')).toBeVisible();
      await explorer.idle();
      expect(Math.max(...(await explorer.trace()).depth)).toBeLessThanOrEqual(2);
    }
    if (i < steps.length - 1) await learner.next();
  }
  await expect(lesson.getByRole('link', { name: /^Next lesson/ })).toBeVisible();
  await expect(lesson.getByText(/goes on with recorded runs/)).toHaveCount(0);
  expect(await explorer.backend()).toBe('webgpu');
  expect(errors).toEqual([]);
});

import { expect, test } from '@playwright/test';

/** The front door. */

test('the front door tells one run to its end by keyboard, and leads to Explore past its bar', async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce', forcedColors: 'active' });
  await page.goto('./');
  const picture = page.getByRole('figure', { name: /recorded run of “The cat sat on the mat”/ });
  await expect(picture.getByRole('button', { name: /play/i })).toHaveCount(0);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Type a sentence of your own' })).toBeFocused();
  await picture.getByRole('button', { name: 'Step' }).focus();
  await page.keyboard.press('Enter');
  await expect(picture.getByText(/^Round 2 of 3\./)).toBeVisible();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(picture.getByText(/^Done: .+ for MoR, .+ for a vanilla transformer/)).toBeVisible();
});

import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Folders in which browsers keep SwiftShader's Vulkan driver. */
const NEAR = ['/usr/lib/chromium', '/usr/lib/chromium-browser', '/opt/google/chrome'];

/**
 * Environment that lets Dawn in Node find the software Vulkan driver which the browser brings, where the machine names none.
 *
 * @param {string} browser path of the browser's executable
 */
export function vulkanEnvironment(browser) {
  if (process.env.VK_ICD_FILENAMES) return {};
  const driver = [dirname(realpathSync(browser)), ...NEAR]
    .map((folder) => join(folder, 'vk_swiftshader_icd.json'))
    .find((file) => existsSync(file));
  if (!driver) return {};
  return {
    VK_ICD_FILENAMES: driver,
    VK_DRIVER_FILES: driver,
    XDG_RUNTIME_DIR: process.env.XDG_RUNTIME_DIR ?? '/tmp',
  };
}

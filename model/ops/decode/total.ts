/** WGSL: the sum of a part from each of THREADS threads, told to all of them. */
export const TOTAL = `
var<workgroup> parts: array<f32, THREADS>;
fn total(part: f32, thread: u32) -> f32 {
  workgroupBarrier();
  parts[thread] = part;
  workgroupBarrier();
  for (var stride = THREADS / 2u; stride > 0u; stride /= 2u) {
    if (thread < stride) { parts[thread] += parts[thread + stride]; }
    workgroupBarrier();
  }
  return parts[0];
}`;

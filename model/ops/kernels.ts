import * as tf from '@tensorflow/tfjs-core';
import { addProductKernel } from './add-product.wgsl';
import { attentionKernel } from './attention.wgsl';
import { keysValuesKernel } from './keys-values.wgsl';
import { lookUpKernel } from './look-up.wgsl';
import { mergeKernel } from './merge.wgsl';
import { queriesKernel } from './queries.wgsl';
import { readOutKernel } from './read-out.wgsl';
import { selectKernel } from './select.wgsl';
import { swigluKernel } from './swiglu.wgsl';
import { uploadKernel } from './upload.wgsl';

/** Our own kernels, known to tfjs as its own are; the WebGPU backend's file loads them. */
for (const kernel of [
  addProductKernel,
  attentionKernel,
  keysValuesKernel,
  lookUpKernel,
  mergeKernel,
  queriesKernel,
  readOutKernel,
  selectKernel,
  swigluKernel,
  uploadKernel,
])
  tf.registerKernel(kernel);

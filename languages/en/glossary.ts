import type { Glossary } from '../learn';

/** Every term of the lessons in a sentence or two. */
export const glossary: Glossary = {
  token: {
    term: 'token',
    text: 'The piece of text a model reads at a time: a word, a part of one or a punctuation mark. The faint dot in front of a token on this site is the space that belongs to it.',
  },
  vocabulary: {
    term: 'vocabulary',
    text: 'The fixed list of all tokens a model knows. The small models here know 2,048; a rare word falls into several of them.',
  },
  embedding: {
    term: 'embedding',
    text: 'The list of numbers with which a token enters the model, looked up by its place in the vocabulary. The same table is used again at the end to read which token comes next.',
  },
  'hidden-state': {
    term: 'hidden state',
    text: 'The list of numbers that stands for a token on its way through the model. Every layer adds something to it.',
  },
  layer: {
    term: 'layer',
    text: 'One station of a transformer: attention, which fetches from other tokens, and an MLP, which works on each token alone. Both add their result to the hidden state.',
  },
  attention: {
    term: 'attention',
    text: 'The way in which a token gathers from others: its query is compared with their keys, and their values are mixed by how well they fit. What a token attends to is where it fetched from, and no explanation of why.',
  },
  head: {
    term: 'attention head',
    text: 'One of several small attentions side by side in a layer, each with queries, keys and values of its own.',
  },
  mlp: {
    term: 'MLP',
    text: 'Two or three matrices with a bend between them that work on every token by itself. Most of a layer’s weights and FLOPs are here.',
  },
  residual: {
    term: 'residual stream',
    text: 'The hidden state as it is handed from layer to layer: each only adds to it, so that what was there stays readable.',
  },
  norm: {
    term: 'normalisation',
    text: 'Brings the numbers of a hidden state to one common size before a layer reads them. These models use RMSNorm.',
  },
  encoder: {
    term: 'encoder',
    text: 'A transformer in which every token may look at all others, also at later ones. Good for reading a text that is already there.',
  },
  decoder: {
    term: 'decoder',
    text: 'A transformer that writes one token after another. In the first one it also looked at what an encoder had read.',
  },
  'decoder-only': {
    term: 'decoder-only transformer',
    text: 'A decoder without an encoder: what it reads and what it writes are one text. Today’s language models are of this kind, those here too.',
  },
  'causal-mask': {
    term: 'causal mask',
    text: 'The rule that no token may look at a later one. It makes training honest: the answer stands right behind the question.',
  },
  position: {
    term: 'position (RoPE)',
    text: 'How a token knows where it stands: its queries and keys are turned by an angle that grows with its place. A token that skipped rounds keeps its place.',
  },
  logit: {
    term: 'logit',
    text: 'A raw number before it is turned into a probability or a score.',
  },
  softmax: {
    term: 'softmax',
    text: 'Turns a list of logits into shares that are positive and sum to one.',
  },
  loss: {
    term: 'loss',
    text: 'How surprised the model was by what really came next, in nats a token: minus the natural logarithm of the probability it had given it. Lower is better.',
  },
  parameters: {
    term: 'parameters',
    text: 'The numbers a model learned. Weights that are used in several rounds are counted once.',
  },
  recursion: {
    term: 'recursion',
    text: 'One more round of the same block over what the round before has made.',
  },
  'shared-block': {
    term: 'shared block',
    text: 'The few layers that all rounds use. With three recursions and two layers in the block a token passes up to six layers but only two are stored.',
  },
  'parameter-sharing': {
    term: 'parameter sharing',
    text: 'Several places of a model using the same weights. It saves storage, not arithmetic.',
  },
  cycle: {
    term: 'Cycle',
    text: 'Sharing in which a run of layers is repeated as a whole: 1 2 3, 1 2 3, 1 2 3.',
  },
  sequence: {
    term: 'Sequence',
    text: 'Sharing in which each layer is repeated on the spot: 1 1 1, 2 2 2, 3 3 3.',
  },
  'middle-cycle': {
    term: 'Middle-Cycle',
    text: 'Cycle in the middle, with a first and a last layer of their own. MoR is built on it.',
  },
  'middle-sequence': {
    term: 'Middle-Sequence',
    text: 'Sequence in the middle, with a first and a last layer of their own.',
  },
  depth: {
    term: 'depth',
    text: 'How often a token went through the shared block. It counts computing, not insight.',
  },
  vanilla: {
    term: 'vanilla transformer',
    text: 'The plain model everything is held against: as many layers, each with weights of its own, every token through all of them.',
  },
  'recursive-transformer': {
    term: 'recursive transformer',
    text: 'A transformer with a shared block in which every token takes every round. MoR without its router.',
  },
  mor: {
    term: 'Mixture-of-Recursions (MoR)',
    text: 'A recursive transformer in which a router lets each token take as many rounds as it decides. Bae and others, 2025.',
  },
  router: {
    term: 'router',
    text: 'The small part that scores tokens: in these models one row of weights, multiplied by the hidden state.',
  },
  score: {
    term: 'router score',
    text: 'The router’s number for a token, between 0 and 1. It decides who goes on.',
  },
  gate: {
    term: 'gate',
    text: 'The factor by which a block’s result is multiplied before it is added to the token. It is made of the score, and it is how the router learns.',
  },
  'expert-choice': {
    term: 'expert-choice routing',
    text: 'Before each round the round chooses its tokens: in training those with the highest scores.',
  },
  'token-choice': {
    term: 'token-choice routing',
    text: 'Each token chooses once, before the first round, how many rounds it takes.',
  },
  'top-k': {
    term: 'top-k selection',
    text: 'Letting a fixed number of tokens with the highest scores go on. To know who they are, the whole text must be seen.',
  },
  threshold: {
    term: 'threshold',
    text: 'A fixed bar for the score, here one half. A token decides by itself, so it also works while a text is being written.',
  },
  capacity: {
    term: 'capacity',
    text: 'The share of tokens that a round takes under top-k: with three rounds all, two thirds, one third.',
  },
  'auxiliary-loss': {
    term: 'auxiliary loss',
    text: 'An extra task in training: a score should say by itself whether its token was among the top-k. It makes the threshold possible.',
  },
  'balancing-loss': {
    term: 'balancing loss',
    text: 'An extra task in training that punishes it when most tokens choose the same depth.',
  },
  load: {
    term: 'load',
    text: 'How the tokens spread over the depths. MaxVio says how far the fullest depth lies above an even share.',
  },
  'random-routing': {
    term: 'random routing',
    text: 'Lots in place of scores: the control that shows what the router itself is worth.',
  },
  'causality-leak': {
    term: 'causal leak',
    text: 'Under top-k a later word can push an earlier token out of a round, and so betray something of itself. Losses measured that way may flatter.',
  },
  moe: {
    term: 'mixture of experts (MoE)',
    text: 'A model with several networks of different weights, of which a router picks some for each token. MoR has one block and picks how often.',
  },
  flop: {
    term: 'FLOP',
    text: 'One floating-point operation, a multiplication or an addition. FLOPs count work; they do not tell the time.',
  },
  'kv-cache': {
    term: 'KV cache',
    text: 'Keys and values of all tokens read so far, kept so that the next token need not compute them again.',
  },
  'recursion-wise': {
    term: 'recursion-wise caching',
    text: 'Each round keeps keys and values of the tokens that took it, and looks only at those.',
  },
  'recursive-sharing': {
    term: 'recursive KV sharing',
    text: 'Keys and values are made in the first round only, and all later rounds read those.',
  },
  context: {
    term: 'context',
    text: 'The tokens a model can look back at. The cache grows with it.',
  },
  bandwidth: {
    term: 'memory bandwidth',
    text: 'How many bytes a second a device can move. Writing token by token mostly waits for it.',
  },
  kernel: {
    term: 'kernel',
    text: 'A small program the GPU runs on many numbers at once. Starting one takes a while, however little it has to do.',
  },
  latency: {
    term: 'latency',
    text: 'How long one thing takes from its beginning to its end.',
  },
  throughput: {
    term: 'throughput',
    text: 'How much is done in a second, all together. It can rise while every single text takes as long as before.',
  },
  batching: {
    term: 'batching',
    text: 'Several texts computed together, so that weights are fetched once for all of them.',
  },
  'depth-wise-batching': {
    term: 'continuous depth-wise batching',
    text: 'A batch in which every place may be at another round, which is possible because all rounds have the same weights. Whoever leaves is replaced at once.',
  },
};

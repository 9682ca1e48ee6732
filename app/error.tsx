'use client';

/**
 * The page itself failed. Text and switches stand in the address, so a fresh start keeps them. It is said in every language at
 * once: the messages may be what failed to come.
 */
export default function PageError({ error, retry }: { error: Error; retry: () => void }) {
  return (
    <main className="message">
      <h1>The page ran into an error of its own</h1>
      <p>
        It stopped drawing so that it shows nothing wrong. Your text and switches are kept in the address.
        Start it again; if it fails once more, reload the page.
      </p>
      <p lang="zh-Hans">
        页面自身出错，已停止绘制，以免显示错误的内容。你的文本和开关保留在地址中。请重新开始；若再次失败，请重新加载页面。
      </p>
      <p>
        <code>{error.message}</code>
      </p>
      <p>
        <button type="button" onClick={retry}>
          Start again · <span lang="zh-Hans">重新开始</span>
        </button>
      </p>
    </main>
  );
}

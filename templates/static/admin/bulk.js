// Asks how far a job is, and shows the page anew once it waits for a person again.
(() => {
  const box = document.querySelector('[data-bulk-progress]');
  if (!box) return;
  const text = box.querySelector('[role=status]');
  const bar = box.querySelector('progress');
  const ask = async () => {
    try {
      const response = await fetch(box.dataset.bulkProgress, { headers: { Accept: 'application/json' } });
      if (response.ok) {
        const answer = await response.json();
        if (!answer.running) {
          window.location.reload();
          return;
        }
        text.textContent = answer.text;
        if (answer.total) {
          bar.max = answer.total;
          bar.value = answer.done;
        }
      }
    } catch {
      // The server may be starting again: the job goes on where it was.
    }
    setTimeout(ask, 1000);
  };
  setTimeout(ask, 500);
})();

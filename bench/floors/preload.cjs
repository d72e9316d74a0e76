// The bare path's last step: a text from the main process, put on the page as it is.

const { ipcRenderer } = require('electron');

ipcRenderer.on('text', (_event, text) => {
  const element = document.getElementById('text');
  if (element !== null) element.textContent = text;
});

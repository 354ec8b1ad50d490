document.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (!button) return;

  if (button.getAttribute('role') === 'tab') {
    for (const other of document.querySelectorAll('#pills-tab button')) other.classList.toggle('active', other === button);
    for (const pane of document.querySelectorAll('.tab-pane')) pane.classList.toggle('active', pane.id === 'pills-' + button.id);
    document.getElementById('active-tab').value = button.id;
  } else if (button.hasAttribute('data-reveal')) {
    button.parentElement.querySelector('.card-text').classList.remove('d-none');
    button.remove();
  } else if (button.dataset.dialog) {
    document.getElementById(button.dataset.dialog).classList.add('open');
  } else if (button.hasAttribute('data-close')) {
    button.closest('.modal').classList.remove('open');
  }
});

// The script of blank.html: it tells the application that the viewer is back, and closes the popup.
import 'react-adobe-pass/back'

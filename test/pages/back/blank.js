import 'react-adobe-pass/back'

<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>ui::globe::ColourBar</name>
    <message>
        <source>missing</source>
        <translation>manquant</translation>
    </message>
    <message>
        <source>Colour bar</source>
        <translation>Échelle de couleurs</translation>
    </message>
    <message>
        <source>%1 from %2 to %3 %4</source>
        <translation>%1 de %2 à %3 %4</translation>
    </message>
</context>
<context>
    <name>ui::globe::GlobeView</name>
    <message>
        <source>Globe</source>
        <translation>Globe</translation>
    </message>
    <message>
        <source>Arrows turn the globe, plus and minus zoom, Home returns to the start.</source>
        <translation>Les flèches tournent le globe, plus et moins zooment, Début ramène au départ.</translation>
    </message>
    <message>
        <source>The globe needs OpenGL 3.3, and this computer offers %1.%2.</source>
        <translation>Le globe demande OpenGL 3.3, et cet ordinateur offre %1.%2.</translation>
    </message>
    <message>
        <source>The globe cannot be drawn because OpenGL does not start here.</source>
        <translation>Le globe ne peut pas être dessiné, car OpenGL ne démarre pas ici.</translation>
    </message>
    <message>
        <source>Everything else works.</source>
        <translation>Tout le reste fonctionne.</translation>
    </message>
</context>
<context>
    <name>ui::panel::CurvePlot</name>
    <message>
        <source>Noise and guidance</source>
        <translation>Bruit et guidage</translation>
    </message>
    <message>
        <source>Blue: noise level σ against step. Amber: factor on the guidance strength. Drag a handle; double click adds one, right click removes it.</source>
        <translation>En bleu : niveau de bruit σ selon l’étape. En ambre : facteur sur la force du guidage. Faites glisser une poignée ; un double clic en ajoute une, un clic droit la retire.</translation>
    </message>
    <message>
        <source>Constant</source>
        <translation>Constant</translation>
    </message>
    <message>
        <source>Early</source>
        <translation>Précoce</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>Tardif</translation>
    </message>
    <message>
        <source>Cosine bump</source>
        <translation>Bosse</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Aucun</translation>
    </message>
    <message>
        <source>Shape of the guidance curve</source>
        <translation>Forme de la courbe de guidage</translation>
    </message>
    <message>
        <source>Noise level and guidance against step</source>
        <translation>Niveau de bruit et guidage selon l’étape</translation>
    </message>
    <message>
        <source>step</source>
        <translation>étape</translation>
    </message>
    <message>
        <source>noise σ</source>
        <translation>bruit σ</translation>
    </message>
    <message>
        <source>guidance</source>
        <translation>guidage</translation>
    </message>
</context>
<context>
    <name>ui::panel::DataPanel</name>
    <message>
        <source>Variables and files</source>
        <translation>Variables et fichiers</translation>
    </message>
    <message>
        <source>This run</source>
        <translation>Cette exécution</translation>
    </message>
    <message>
        <source>near the ground</source>
        <translation>près du sol</translation>
    </message>
    <message>
        <source>Simulated atmosphere</source>
        <translation>Atmosphère simulée</translation>
    </message>
</context>
<context>
    <name>ui::panel::DeparturesPlot</name>
    <message>
        <source>channel %1</source>
        <translation>canal %1</translation>
    </message>
    <message>
        <source>surface</source>
        <translation>surface</translation>
    </message>
    <message>
        <source>std(O−B)</source>
        <translation>écart-type O−B</translation>
    </message>
    <message>
        <source>std(O−A)</source>
        <translation>écart-type O−A</translation>
    </message>
    <message>
        <source>mean O−B</source>
        <translation>moyenne O−B</translation>
    </message>
    <message>
        <source>departure</source>
        <translation>écart</translation>
    </message>
    <message>
        <source>change of std(O−B), 95 %</source>
        <translation>variation de l’écart-type O−B, 95 %</translation>
    </message>
    <message>
        <source>second experiment against the first (%)</source>
        <translation>seconde expérience par rapport à la première (%)</translation>
    </message>
    <message>
        <source>%1, cycles (UTC)</source>
        <translation>%1, cycles (UTC)</translation>
    </message>
    <message>
        <source>O−B of %1</source>
        <translation>O−B, %1</translation>
    </message>
    <message>
        <source>O−B</source>
        <translation>O−B</translation>
    </message>
    <message>
        <source>observations</source>
        <translation>observations</translation>
    </message>
</context>
<context>
    <name>ui::panel::DiagnosticsPlot</name>
    <message>
        <source>RMSE</source>
        <translation>EQM</translation>
    </message>
    <message>
        <source>spread</source>
        <translation>dispersion</translation>
    </message>
    <message>
        <source>χ² of O−A</source>
        <translation>χ² de O−A</translation>
    </message>
    <message>
        <source>step</source>
        <translation>étape</translation>
    </message>
    <message>
        <source>RMSE, spread (σ)</source>
        <translation>EQM, dispersion (σ)</translation>
    </message>
    <message>
        <source>RMSE, spread and χ² of O−A against diffusion step</source>
        <translation>EQM, dispersion et χ² de O−A selon l’étape de diffusion</translation>
    </message>
    <message>
        <source>RMSE against the truth and ensemble spread in standard deviations of the field; χ² of O−A near 1 means the fit is as close as the observation errors promise.</source>
        <translation>Erreur quadratique moyenne par rapport à la vérité et dispersion de l’ensemble, en écarts-types du champ ; un χ² de O−A proche de 1 signifie que l’ajustement est aussi serré que les erreurs d’observation le promettent.</translation>
    </message>
</context>
<context>
    <name>ui::panel::LayersPanel</name>
    <message>
        <source>Layers and colours</source>
        <translation>Couches et couleurs</translation>
    </message>
    <message>
        <source>Observations</source>
        <translation>Observations</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valeur</translation>
    </message>
    <message>
        <source>O−A</source>
        <translation>O−A</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>Masquées</translation>
    </message>
    <message>
        <source>Disc: used, diamond: held out, cross: rejected</source>
        <translation>Disque : utilisée ; losange : mise de côté ; croix : rejetée</translation>
    </message>
    <message>
        <source>Contour lines</source>
        <translation>Isolignes</translation>
    </message>
    <message>
        <source>Coast</source>
        <translation>Côtes</translation>
    </message>
    <message>
        <source>Graticule</source>
        <translation>Graticule</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Couleurs</translation>
    </message>
    <message>
        <source>By the field</source>
        <translation>Selon le champ</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>Étendue</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Verrouillée</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatique</translation>
    </message>
    <message>
        <source>Symmetric</source>
        <translation>Symétrique</translation>
    </message>
    <message>
        <source>Locked keeps the colours of a run comparable from step to step</source>
        <translation>Verrouillée, elle garde les couleurs comparables d’une étape à l’autre</translation>
    </message>
    <message>
        <source>Lowest value of the colour range</source>
        <translation>Plus petite valeur de l’étendue des couleurs</translation>
    </message>
    <message>
        <source>Highest value of the colour range</source>
        <translation>Plus grande valeur de l’étendue des couleurs</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>Unités</translation>
    </message>
    <message>
        <source>Unit of temperature</source>
        <translation>Unité de température</translation>
    </message>
    <message>
        <source>Unit of pressure</source>
        <translation>Unité de pression</translation>
    </message>
    <message>
        <source>Unit of wind speed</source>
        <translation>Unité de vitesse du vent</translation>
    </message>
</context>
<context>
    <name>ui::panel::LossPlot</name>
    <message>
        <source>training</source>
        <translation>entraînement</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>validation</translation>
    </message>
    <message>
        <source>training step</source>
        <translation>étape d’entraînement</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>perte</translation>
    </message>
    <message>
        <source>Loss of the training and of its validations against its step</source>
        <translation>Perte de l’entraînement et de ses validations selon l’étape</translation>
    </message>
    <message>
        <source>Mean squared error of the denoiser over noise levels, each in units of what the prior's own starting point leaves: 1 is a network that adds nothing.</source>
        <translation>Erreur quadratique moyenne du débruiteur sur les niveaux de bruit, chacune rapportée à ce que laisse le point de départ de l’a priori : 1 pour un réseau qui n’ajoute rien.</translation>
    </message>
</context>
<context>
    <name>ui::panel::MessageStrip</name>
    <message>
        <source>Dismiss</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Dismiss this message</source>
        <translation>Fermer ce message</translation>
    </message>
    <message numerus="yes">
        <source>and %n more note(s): point here to read them</source>
        <translation><numerusform>et %n autre note : pointez ici pour la lire</numerusform><numerusform>et %n autres notes : pointez ici pour les lire</numerusform></translation>
    </message>
</context>
<context>
    <name>ui::panel::PadPanel</name>
    <message>
        <source>Step</source>
        <translation>Étape</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Temps</translation>
    </message>
    <message>
        <source>Shown diffusion step</source>
        <translation>Étape de diffusion affichée</translation>
    </message>
    <message>
        <source>Shown physical time</source>
        <translation>Temps physique affiché</translation>
    </message>
    <message>
        <source>● Live</source>
        <translation>● Direct</translation>
    </message>
    <message>
        <source>Follow the newest step</source>
        <translation>Suivre la dernière étape</translation>
    </message>
</context>
<context>
    <name>ui::panel::RunPanel</name>
    <message>
        <source>Fit to %1</source>
        <translation>Ajusté à %1</translation>
    </message>
    <message>
        <source>Around %1</source>
        <translation>Autour de %1</translation>
    </message>
    <message>
        <source>How it is sampled</source>
        <translation>Échantillonnage</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>Guidage</translation>
    </message>
    <message>
        <source>Sampler</source>
        <translation>Échantillonneur</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Bruitage</translation>
    </message>
    <message>
        <source>Time grid</source>
        <translation>Grille de temps</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Étapes</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Membres</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Graine</translation>
    </message>
    <message>
        <source>Prior</source>
        <translation>A priori</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Erreur</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Portée</translation>
    </message>
    <message>
        <source>Number of diffusion steps</source>
        <translation>Nombre d’étapes de diffusion</translation>
    </message>
    <message>
        <source>Number of ensemble members</source>
        <translation>Nombre de membres de l’ensemble</translation>
    </message>
    <message>
        <source>Seed of the noise</source>
        <translation>Graine du bruit</translation>
    </message>
    <message>
        <source>Background error</source>
        <translation>Erreur de l’ébauche</translation>
    </message>
    <message>
        <source>Background length scale</source>
        <translation>Portée des erreurs de l’ébauche</translation>
    </message>
    <message>
        <source>Takes effect when the run starts again</source>
        <translation>Prend effet quand l’exécution recommence</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Tâche</translation>
    </message>
</context>
<context>
    <name>ui::panel::StrengthControl</name>
    <message>
        <source>Observations ignored: the prior alone</source>
        <translation>Observations ignorées : l’a priori seul</translation>
    </message>
    <message>
        <source>σₒ/√s = %1 σₒ</source>
        <translation>σₒ/√s = %1 σₒ</translation>
    </message>
    <message>
        <source>Bayes</source>
        <translation>Bayes</translation>
    </message>
    <message>
        <source>fits closer</source>
        <translation>colle davantage</translation>
    </message>
    <message>
        <source>fits looser</source>
        <translation>colle moins</translation>
    </message>
    <message>
        <source>Guidance strength</source>
        <translation>Force du guidage</translation>
    </message>
    <message>
        <source>Exact guidance strength</source>
        <translation>Force exacte du guidage</translation>
    </message>
    <message>
        <source>How hard the observations pull: 0 is the prior, 1 is Bayes, more over-fits.</source>
        <translation>À quel point les observations tirent : 0 est l’a priori, 1 est Bayes, au-delà on surajuste.</translation>
    </message>
    <message>
        <source>1 Bayes</source>
        <translation>1 Bayes</translation>
    </message>
</context>
<context>
    <name>ui::panel::TrainingPanel</name>
    <message>
        <source>Preparing the training</source>
        <translation>Préparation de l’entraînement</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>Étape %1 sur %2</translation>
    </message>
    <message>
        <source>%1 s a step</source>
        <translation>%1 s par étape</translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s) left</source>
        <translation><numerusform>encore %n minute environ</numerusform><numerusform>encore %n minutes environ</numerusform></translation>
    </message>
    <message>
        <source>Loss %1</source>
        <translation>Perte %1</translation>
    </message>
    <message>
        <source>best validation %1, at step %2</source>
        <translation>meilleure validation %1, à l’étape %2</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>Pausing…</source>
        <translation>Mise en pause…</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>Entraîner</translation>
    </message>
    <message>
        <source>done</source>
        <translation>terminé</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Entraînement</translation>
    </message>
    <message>
        <source>Prior</source>
        <translation>A priori</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Choisir…</translation>
    </message>
    <message>
        <source>Choose a training request</source>
        <translation>Choisir une requête d’entraînement</translation>
    </message>
    <message>
        <source>Choose where the prior goes</source>
        <translation>Choisir où va l’a priori</translation>
    </message>
    <message>
        <source>A pause leaves a checkpoint, and going on gives the same bits as without it.</source>
        <translation>Une pause laisse un point de reprise, et la suite donne les mêmes bits que sans elle.</translation>
    </message>
    <message>
        <source>Run with it</source>
        <translation>L’utiliser</translation>
    </message>
    <message>
        <source>Starts the present run again with the prior of the best validation so far</source>
        <translation>Relance le calcul présent avec l’a priori de la meilleure validation jusqu’ici</translation>
    </message>
    <message>
        <source>Choose a training request: a JSON file that says what is trained, on which data. resources/requests/simulated-earth-train.json is one; its data are made by embellie-cli simulate and fit.</source>
        <translation>Choisissez une requête d’entraînement : un fichier JSON qui dit ce qui est entraîné, et sur quelles données. resources/requests/simulated-earth-train.json en est une ; ses données sont faites par embellie-cli simulate et fit.</translation>
    </message>
</context>
<context>
    <name>ui::panel::TrajectoryPad</name>
    <message>
        <source>noise</source>
        <translation>bruit</translation>
    </message>
    <message>
        <source>clean</source>
        <translation>net</translation>
    </message>
    <message>
        <source>%1 · step %2 of %3 · σ %4</source>
        <translation>%1 · étape %2 sur %3 · σ %4</translation>
    </message>
    <message>
        <source>Trajectory pad</source>
        <translation>Tableau de la trajectoire</translation>
    </message>
    <message>
        <source>diffusion step %1 of %2, σ %3, %4</source>
        <translation>étape de diffusion %1 sur %2, σ %3, %4</translation>
    </message>
</context>
<context>
    <name>ui::window::Actions</name>
    <message>
        <source>Save &amp;view…</source>
        <translation>Enregistrer la &amp;vue…</translation>
    </message>
    <message>
        <source>&amp;Interpret as…</source>
        <translation>&amp;Interpréter comme…</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>&amp;Ouvrir…</translation>
    </message>
    <message>
        <source>&amp;Save result…</source>
        <translation>&amp;Enregistrer le résultat…</translation>
    </message>
    <message>
        <source>Save re&amp;quest…</source>
        <translation>Enregistrer la re&amp;quête…</translation>
    </message>
    <message>
        <source>&amp;Figure…</source>
        <translation>&amp;Figure…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Quitter</translation>
    </message>
    <message>
        <source>Start &amp;again</source>
        <translation>&amp;Recommencer</translation>
    </message>
    <message>
        <source>&amp;Play</source>
        <translation>&amp;Lecture</translation>
    </message>
    <message>
        <source>&amp;Step</source>
        <translation>&amp;Étape</translation>
    </message>
    <message>
        <source>&amp;Finish here</source>
        <translation>&amp;Finir ici</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>&amp;Abandon</translation>
    </message>
    <message>
        <source>&amp;Branch here</source>
        <translation>&amp;Branche ici</translation>
    </message>
    <message>
        <source>Next &amp;quantity</source>
        <translation>&amp;Grandeur suivante</translation>
    </message>
    <message>
        <source>&amp;Observations</source>
        <translation>&amp;Observations</translation>
    </message>
    <message>
        <source>Follow the newest step</source>
        <translation>Suivre la dernière étape</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Plus tôt</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Plus tard</translation>
    </message>
    <message>
        <source>Earlier by ten</source>
        <translation>Dix pas plus tôt</translation>
    </message>
    <message>
        <source>Later by ten</source>
        <translation>Dix pas plus tard</translation>
    </message>
    <message>
        <source>Towards noise</source>
        <translation>Vers le bruit</translation>
    </message>
    <message>
        <source>Towards clean</source>
        <translation>Vers le net</translation>
    </message>
    <message>
        <source>Towards noise by ten</source>
        <translation>Dix étapes vers le bruit</translation>
    </message>
    <message>
        <source>Towards clean by ten</source>
        <translation>Dix étapes vers le net</translation>
    </message>
    <message>
        <source>First step</source>
        <translation>Première étape</translation>
    </message>
    <message>
        <source>Last step</source>
        <translation>Dernière étape</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Agrandir</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Réduire</translation>
    </message>
    <message>
        <source>Turn left</source>
        <translation>Tourner à gauche</translation>
    </message>
    <message>
        <source>Turn right</source>
        <translation>Tourner à droite</translation>
    </message>
    <message>
        <source>Turn up</source>
        <translation>Tourner vers le haut</translation>
    </message>
    <message>
        <source>Turn down</source>
        <translation>Tourner vers le bas</translation>
    </message>
    <message>
        <source>Home view</source>
        <translation>Vue de départ</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>&amp;Plein écran</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Raccourcis clavier</translation>
    </message>
    <message>
        <source>&amp;About Embellie</source>
        <translation>À &amp;propos d’Embellie</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pause</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Fichier</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>&amp;Exécution</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Affichage</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>A&amp;ide</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>Fichiers &amp;récents</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Thème</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Langue</translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation>&amp;Panneaux</translation>
    </message>
    <message>
        <source>New &amp;weather</source>
        <translation>Nouveau &amp;temps</translation>
    </message>
    <message>
        <source>Simulated &amp;earth</source>
        <translation>&amp;Terre simulée</translation>
    </message>
    <message>
        <source>&amp;Train a prior</source>
        <translation>&amp;Entraîner un a priori</translation>
    </message>
    <message>
        <source>Watch the &amp;model</source>
        <translation>Regarder le &amp;modèle</translation>
    </message>
    <message>
        <source>Spectral &amp;climate</source>
        <translation>&amp;Climat spectral</translation>
    </message>
</context>
<context>
    <name>ui::window::FeedbackSheet</name>
    <message>
        <source>Second experiment…</source>
        <translation>Seconde expérience…</translation>
    </message>
    <message>
        <source>Save the table…</source>
        <translation>Enregistrer le tableau…</translation>
    </message>
    <message>
        <source>Departures of another system</source>
        <translation>Écarts d’un autre système</translation>
    </message>
    <message>
        <source>Compares with the same observations as another experiment used them</source>
        <translation>Compare avec les mêmes observations telles qu’une autre expérience les a utilisées</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Grandeur</translation>
    </message>
    <message>
        <source>%1, and %2 against it</source>
        <translation>%1, et %2 en regard</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>Lecture de %1</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Niveau</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Unité</translation>
    </message>
    <message>
        <source>n</source>
        <translation>n</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Rejetées</translation>
    </message>
    <message>
        <source>mean O−B</source>
        <translation>moyenne O−B</translation>
    </message>
    <message>
        <source>std(O−B)</source>
        <translation>écart-type O−B</translation>
    </message>
    <message>
        <source>95 %</source>
        <translation>95 %</translation>
    </message>
    <message>
        <source>mean O−A</source>
        <translation>moyenne O−A</translation>
    </message>
    <message>
        <source>std(O−A)</source>
        <translation>écart-type O−A</translation>
    </message>
    <message>
        <source>χ² of O−B</source>
        <translation>χ² de O−B</translation>
    </message>
    <message>
        <source>Paired</source>
        <translation>Appariées</translation>
    </message>
    <message>
        <source>Change, %</source>
        <translation>Variation, %</translation>
    </message>
    <message>
        <source>Choose the second experiment’s files</source>
        <translation>Choisir les fichiers de la seconde expérience</translation>
    </message>
    <message>
        <source>Feedback (*.nc *.nc4 *.csv *.txt *.tsv)</source>
        <translation>Écarts (*.nc *.nc4 *.csv *.txt *.tsv)</translation>
    </message>
    <message>
        <source>Save the table</source>
        <translation>Enregistrer le tableau</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tableau (*.csv)</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1 ne peut être écrit : %2</translation>
    </message>
    <message>
        <source>Choose another place.</source>
        <translation>Choisissez un autre endroit.</translation>
    </message>
</context>
<context>
    <name>ui::window::FigureSheet</name>
    <message>
        <source>Figure</source>
        <translation>Figure</translation>
    </message>
    <message>
        <source>Slide 16:9 (1920 × 1080)</source>
        <translation>Diapositive 16:9 (1920 × 1080)</translation>
    </message>
    <message>
        <source>Slide 4K (3840 × 2160)</source>
        <translation>Diapositive 4K (3840 × 2160)</translation>
    </message>
    <message>
        <source>Paper column (1800 × 1350)</source>
        <translation>Colonne d’article (1800 × 1350)</translation>
    </message>
    <message>
        <source>Square (1500 × 1500)</source>
        <translation>Carré (1500 × 1500)</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>Transparent</source>
        <translation>Transparent</translation>
    </message>
    <message>
        <source>Preview of the figure</source>
        <translation>Aperçu de la figure</translation>
    </message>
    <message>
        <source>Where it comes from</source>
        <translation>D’où elle vient</translation>
    </message>
    <message>
        <source>Made with Embellie</source>
        <translation>Réalisé avec Embellie</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>Fond</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titre</translation>
    </message>
    <message>
        <source>Subtitle</source>
        <translation>Sous-titre</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>Légende</translation>
    </message>
    <message>
        <source>Save PNG…</source>
        <translation>Enregistrer en PNG…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>No OpenGL here, so no picture can be drawn</source>
        <translation>Pas d’OpenGL ici : aucune image ne peut être dessinée</translation>
    </message>
    <message>
        <source>Save the figure</source>
        <translation>Enregistrer la figure</translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation>Image PNG (*.png)</translation>
    </message>
    <message>
        <source>The figure cannot be written to %1.</source>
        <translation>La figure ne peut pas être écrite dans %1.</translation>
    </message>
    <message>
        <source>Choose a folder that you may write to.</source>
        <translation>Choisissez un dossier où vous pouvez écrire.</translation>
    </message>
</context>
<context>
    <name>ui::window::GlobePane</name>
    <message>
        <source>Point at the globe to read values</source>
        <translation>Pointez le globe pour lire les valeurs</translation>
    </message>
    <message>
        <source>ensemble spread</source>
        <translation>dispersion de l’ensemble</translation>
    </message>
    <message>
        <source>ensemble mean</source>
        <translation>moyenne de l’ensemble</translation>
    </message>
    <message>
        <source>member %1</source>
        <translation>membre %1</translation>
    </message>
    <message>
        <source>step %1/%2</source>
        <translation>étape %1/%2</translation>
    </message>
    <message>
        <source>obs %1</source>
        <translation>obs %1</translation>
    </message>
    <message>
        <source>O−A %1</source>
        <translation>O−A %1</translation>
    </message>
    <message>
        <source>(held out)</source>
        <translation>(mise de côté)</translation>
    </message>
    <message>
        <source>(rejected: %1)</source>
        <translation>(rejetée : %1)</translation>
    </message>
    <message>
        <source>N</source>
        <translation>N</translation>
    </message>
    <message>
        <source>S</source>
        <translation>S</translation>
    </message>
    <message>
        <source>E</source>
        <translation>E</translation>
    </message>
    <message>
        <source>W</source>
        <translation>O</translation>
    </message>
    <message>
        <source>no value</source>
        <translation>pas de valeur</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>Membre</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Moyenne</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>Dispersion</translation>
    </message>
    <message>
        <source>Quantity on the globe</source>
        <translation>Grandeur affichée sur le globe</translation>
    </message>
    <message>
        <source>Which estimate is shown (V)</source>
        <translation>Estimation affichée (V)</translation>
    </message>
    <message>
        <source>Statistic of the ensemble</source>
        <translation>Statistique de l’ensemble</translation>
    </message>
    <message>
        <source>Values under the mouse</source>
        <translation>Valeurs sous la souris</translation>
    </message>
    <message>
        <source>simulated atmosphere</source>
        <translation>atmosphère simulée</translation>
    </message>
</context>
<context>
    <name>ui::window::MainWindow</name>
    <message>
        <source>Observations with O−B and O−A (*.nc)</source>
        <translation>Observations avec O−B et O−A (*.nc)</translation>
    </message>
    <message>
        <source>Observations with O−B and O−A, table (*.csv)</source>
        <translation>Observations avec O−B et O−A, tableau (*.csv)</translation>
    </message>
    <message>
        <source>Log of the run (*.txt)</source>
        <translation>Journal de l’exécution (*.txt)</translation>
    </message>
    <message>
        <source>Result (*.nc)</source>
        <translation>Résultat (*.nc)</translation>
    </message>
    <message>
        <source>There is nothing on the globe to save.</source>
        <translation>Rien à enregistrer sur le globe.</translation>
    </message>
    <message>
        <source>Save the field on the globe</source>
        <translation>Enregistrer le champ du globe</translation>
    </message>
    <message>
        <source>CF NetCDF (*.nc);;Table (*.csv)</source>
        <translation>NetCDF CF (*.nc);;Tableau (*.csv)</translation>
    </message>
    <message>
        <source>Interpret as</source>
        <translation>Interpréter comme</translation>
    </message>
    <message>
        <source>Nothing in %1 says what its variables are.</source>
        <translation>Rien dans %1 ne dit ce que sont ses variables.</translation>
    </message>
    <message>
        <source>They can be looked at; to use them, say what they are.</source>
        <translation>On peut les regarder ; pour les utiliser, dites ce qu’elles sont.</translation>
    </message>
    <message>
        <source>Embellie %1: weather coming out of noise.</source>
        <translation>Embellie %1 : le temps qu’il fait sort du bruit.</translation>
    </message>
    <message>
        <source>Free software under the GPL, version 3 or later.</source>
        <translation>Logiciel libre sous licence GPL, version 3 ou ultérieure.</translation>
    </message>
    <message>
        <source>Changed: takes effect when the run starts again (Ctrl+R)</source>
        <translation>Modifié : prendra effet quand l’exécution recommencera (Ctrl+R)</translation>
    </message>
    <message>
        <source>Embellie</source>
        <translation>Embellie</translation>
    </message>
    <message>
        <source>Data and layers</source>
        <translation>Données et couches</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Exécution</translation>
    </message>
    <message>
        <source>Trajectory: physical time × diffusion step</source>
        <translation>Trajectoire : temps physique × étape de diffusion</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Comme le système</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>Preparing the run</source>
        <translation>Préparation de l’exécution</translation>
    </message>
    <message>
        <source>Opening %1</source>
        <translation>Ouverture de %1</translation>
    </message>
    <message>
        <source>Changed: press B to branch from the shown step, or Space to run again</source>
        <translation>Modifié : B crée une branche à l’étape affichée, Espace recommence</translation>
    </message>
    <message>
        <source>Branching from step %1</source>
        <translation>Branche à partir de l’étape %1</translation>
    </message>
    <message>
        <source>Discarded</source>
        <translation>Abandonné</translation>
    </message>
    <message>
        <source>Opened %1</source>
        <translation>%1 est ouvert</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1 est enregistré</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Weather files (*.nc *.nc4 *.cdf *.h5 *.grib *.grb *.grib2 *.grb2 *.bufr *.zip zarr.json .zgroup .zmetadata *.csv *.tsv *.txt *.json);;All files (*)</source>
        <translation>Fichiers météo (*.nc *.nc4 *.cdf *.h5 *.grib *.grb *.grib2 *.grb2 *.bufr *.zip zarr.json .zgroup .zmetadata *.csv *.tsv *.txt *.json);;Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Save the result</source>
        <translation>Enregistrer le résultat</translation>
    </message>
    <message>
        <source>NetCDF (*.nc)</source>
        <translation>NetCDF (*.nc)</translation>
    </message>
    <message>
        <source>Writing %1</source>
        <translation>Écriture de %1</translation>
    </message>
    <message>
        <source>Save the request</source>
        <translation>Enregistrer la requête</translation>
    </message>
    <message>
        <source>Request (*.json)</source>
        <translation>Requête (*.json)</translation>
    </message>
    <message>
        <source>The request cannot be written to %1.</source>
        <translation>La requête ne peut pas être écrite dans %1.</translation>
    </message>
    <message>
        <source>Choose a folder that you may write to.</source>
        <translation>Choisissez un dossier où vous pouvez écrire.</translation>
    </message>
    <message>
        <source>This run's observations and truth come from files, so there is no other weather of their kind. The simulated earth (Ctrl+E) has.</source>
        <translation>Les observations et la vérité de ce calcul viennent de fichiers : il n’y a pas d’autre temps de leur sorte. La terre simulée (Ctrl+E) en a.</translation>
    </message>
    <message>
        <source>The simulated atmosphere goes on while it is shown</source>
        <translation>L’atmosphère simulée avance tant qu’elle est montrée</translation>
    </message>
</context>
<context>
    <name>ui::window::PictureRun</name>
    <message>
        <source>The folder %1 cannot be made.</source>
        <translation>Le dossier %1 ne peut pas être créé.</translation>
    </message>
    <message>
        <source>Choose a folder that you may write to.</source>
        <translation>Choisissez un dossier où vous pouvez écrire.</translation>
    </message>
    <message>
        <source>The file %1 holds nothing that can be drawn.</source>
        <translation>Le fichier %1 ne contient rien qui puisse être dessiné.</translation>
    </message>
    <message>
        <source>Pictures need OpenGL, which this display does not have.</source>
        <translation>Les images demandent OpenGL, que cet écran n’a pas.</translation>
    </message>
    <message>
        <source>Try it under xvfb-run.</source>
        <translation>Essayez avec xvfb-run.</translation>
    </message>
    <message>
        <source>The picture %1 cannot be written.</source>
        <translation>L’image %1 ne peut pas être écrite.</translation>
    </message>
</context>
<context>
    <name>ui::window::RunView</name>
    <message>
        <source>Noisy x_t</source>
        <translation>Bruité x_t</translation>
    </message>
    <message>
        <source>Truth</source>
        <translation>Vérité</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>Ébauche</translation>
    </message>
    <message>
        <source>Exact posterior mean</source>
        <translation>Moyenne a posteriori exacte</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>Denoised x₀</source>
        <translation>Débruité x₀</translation>
    </message>
    <message>
        <source>Error x₀ − truth</source>
        <translation>Erreur x₀ − vérité</translation>
    </message>
    <message>
        <source>Increment x₀ − background</source>
        <translation>Incrément x₀ − ébauche</translation>
    </message>
</context>
<context>
    <name>ui::window::ShortcutsSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Raccourcis clavier</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Chercher</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Action</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Touches</translation>
    </message>
</context>
<context>
    <name>ui::window::StatusLine</name>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Prêt</translation>
    </message>
    <message>
        <source>Sampling the prior: there are no observations</source>
        <translation>Échantillonnage de l’a priori : il n’y a pas d’observations</translation>
    </message>
    <message numerus="yes">
        <source>Starting with %n observation(s)</source>
        <translation><numerusform>Départ avec %n observation</numerusform><numerusform>Départ avec %n observations</numerusform></translation>
    </message>
    <message>
        <source>Step %1/%2 · σ %3</source>
        <translation>Étape %1/%2 · σ %3</translation>
    </message>
    <message>
        <source>χ² %1</source>
        <translation>χ² %1</translation>
    </message>
    <message>
        <source>RMSE %1</source>
        <translation>EQM %1</translation>
    </message>
    <message>
        <source>%1 ms/step</source>
        <translation>%1 ms/étape</translation>
    </message>
    <message>
        <source>Paused at step %1</source>
        <translation>En pause à l’étape %1</translation>
    </message>
    <message numerus="yes">
        <source>Finished: %n step(s) in %1 s · denoiser evaluations: %2</source>
        <translation><numerusform>Terminé : %n étape en %1 s · évaluations du débruiteur : %2</numerusform><numerusform>Terminé : %n étapes en %1 s · évaluations du débruiteur : %2</numerusform></translation>
    </message>
</context>
<context>
    <name>ui::window::TrainingDock</name>
    <message>
        <source>A training goes on.</source>
        <translation>Un entraînement est en cours.</translation>
    </message>
    <message>
        <source>Pause it before another is opened.</source>
        <translation>Mettez-le en pause avant d’en ouvrir un autre.</translation>
    </message>
    <message>
        <source>Choose a training request</source>
        <translation>Choisir une requête d’entraînement</translation>
    </message>
    <message>
        <source>Training request (*.json)</source>
        <translation>Requête d’entraînement (*.json)</translation>
    </message>
    <message>
        <source>Choose where the prior goes</source>
        <translation>Choisir où va l’a priori</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Entraînement</translation>
    </message>
</context>
<context>
    <name>engine</name>
    <message>
        <source>%1 names no level.</source>
        <translation>%1 ne nomme pas de niveau.</translation>
    </message>
    <message>
        <source>Write for example air_temperature@500, in hPa.</source>
        <translation>Écrivez par exemple air_temperature@500, en hPa.</translation>
    </message>
    <message>
        <source>The run has no observations to write.</source>
        <translation>L’exécution n’a pas d’observations à écrire.</translation>
    </message>
    <message>
        <source>Choose a run of observations.</source>
        <translation>Choisissez une exécution avec observations.</translation>
    </message>
    <message>
        <source>There is no field to write.</source>
        <translation>Il n’y a pas de champ à écrire.</translation>
    </message>
    <message>
        <source>Show one first.</source>
        <translation>Affichez-en un d’abord.</translation>
    </message>
    <message>
        <source>%1 was brought to the prior's grid by %2.</source>
        <translation>Sur la grille de l’a priori, %1 : %2.</translation>
    </message>
    <message>
        <source>means over its cells (first-order conservative)</source>
        <translation>moyennes sur ses mailles (conservatives du premier ordre)</translation>
    </message>
    <message>
        <source>bilinear interpolation</source>
        <translation>interpolation bilinéaire</translation>
    </message>
    <message>
        <source>%1 is interpolated in ln p from %2 model levels (%3); below the lowest its value is kept</source>
        <translation>%1 est interpolé en ln p depuis %2 niveaux du modèle (%3) ; sous le plus bas, sa valeur est gardée</translation>
    </message>
    <message>
        <source>Latitude</source>
        <translation>Latitude</translation>
    </message>
    <message>
        <source>Longitude</source>
        <translation>Longitude</translation>
    </message>
    <message>
        <source>Altitude</source>
        <translation>Altitude</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Date et heure</translation>
    </message>
    <message>
        <source>Of %1 some of the levels are missing that others have.</source>
        <translation>De %1 il manque des niveaux que d’autres ont.</translation>
    </message>
    <message>
        <source>Give files with all variables on the same levels.</source>
        <translation>Donnez des fichiers dont toutes les variables ont les mêmes niveaux.</translation>
    </message>
    <message>
        <source>Appa has no place for %1 (%2).</source>
        <translation>Appa n’a pas de place pour %1 (%2).</translation>
    </message>
    <message>
        <source>Train on temperature, wind, geopotential height and specific humidity at levels, and 2 m temperature, 10 m wind, pressure at mean sea level, sea surface temperature and precipitation.</source>
        <translation>Entraînez sur température, vent, hauteur géopotentielle et humidité spécifique en altitude, et température à 2 m, vent à 10 m, pression au niveau de la mer, température de surface de la mer et précipitations.</translation>
    </message>
    <message>
        <source>%1 has one value everywhere and always.</source>
        <translation>%1 n’a qu’une valeur, partout et toujours.</translation>
    </message>
    <message>
        <source>Leave the variable out of the files.</source>
        <translation>Laissez la variable hors des fichiers.</translation>
    </message>
    <message>
        <source>The autoencoder in %1 cannot be copied to %2 (%3).</source>
        <translation>L’autoencodeur de %1 ne peut être copié dans %2 (%3).</translation>
    </message>
    <message>
        <source>Name a folder that embellie-cli train made with the training autoencoder.</source>
        <translation>Nommez un dossier produit par embellie-cli train avec l’entraînement autoencoder.</translation>
    </message>
    <message>
        <source>%1 has no %2, which tells by what the autoencoder's fields are standardised.</source>
        <translation>%1 n’a pas de %2, qui dit par quoi les champs de l’autoencodeur sont normalisés.</translation>
    </message>
    <message>
        <source>The data have another grid or other variables than the autoencoder in %1 was trained on.</source>
        <translation>Les données ont une autre grille ou d’autres variables que celles de l’autoencodeur de %1.</translation>
    </message>
    <message>
        <source>Train an autoencoder on these data first.</source>
        <translation>Entraînez d’abord un autoencodeur sur ces données.</translation>
    </message>
    <message>
        <source>Check permissions and free space.</source>
        <translation>Vérifiez les droits et la place libre.</translation>
    </message>
    <message>
        <source>"%1" has no fixed length: whole months are counted by the calendar</source>
        <translation>« %1 » n’a pas de durée fixe : les mois entiers sont comptés selon le calendrier</translation>
    </message>
    <message>
        <source>"%1" is not a date</source>
        <translation>« %1 » n’est pas une date</translation>
    </message>
    <message>
        <source>"%1" is not a duration</source>
        <translation>« %1 » n’est pas une durée</translation>
    </message>
    <message>
        <source>%1 "%2" is not a positive error in a unit of %3.</source>
        <translation>%1 « %2 » n’est pas une erreur positive dans une unité de %3.</translation>
    </message>
    <message>
        <source>%1 and its %2 differ in shape</source>
        <translation>%1 et son %2 n’ont pas la même forme</translation>
    </message>
    <message>
        <source>%1 cannot be joined: %2 lies on another grid than the variables before it</source>
        <translation>%1 ne peut pas être joint : %2 est sur une autre grille que les variables précédentes</translation>
    </message>
    <message>
        <source>%1 cannot be joined: its states are %2 apart, others %3</source>
        <translation>%1 ne peut pas être joint : ses états sont espacés de %2, d’autres de %3</translation>
    </message>
    <message>
        <source>%1 cannot be joined: the ensemble of %2 has %3 members, that of the variables before it %4</source>
        <translation>%1 ne peut pas être joint : l’ensemble de %2 a %3 membres, celui des variables précédentes %4</translation>
    </message>
    <message>
        <source>%1 cannot be made (%2).</source>
        <translation>%1 ne peut pas être créé (%2).</translation>
    </message>
    <message>
        <source>%1 cannot be made.</source>
        <translation>%1 ne peut pas être créé.</translation>
    </message>
    <message>
        <source>%1 cannot be read</source>
        <translation>%1 ne peut pas être lu</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2 is damaged</source>
        <translation>%1 ne peut pas être lu : %2 est endommagé</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2 is damaged or packed in an unknown way (%3)</source>
        <translation>%1 ne peut pas être lu : %2 est endommagé ou codé d’une façon inconnue (%3)</translation>
    </message>
    <message>
        <source>%1 cannot be unpacked: %2</source>
        <translation>%1 ne peut pas être décodé : %2</translation>
    </message>
    <message>
        <source>%1 cannot be used: %2</source>
        <translation>%1 ne peut pas servir : %2</translation>
    </message>
    <message>
        <source>%1 cannot be used: %2 %3, but a regular grid around the whole globe is needed</source>
        <translation>%1 ne peut pas servir : %2 %3, or il faut une grille régulière autour de tout le globe</translation>
    </message>
    <message>
        <source>%1 cannot be used: %2 has %3 points, and from 1 to %4 are read.</source>
        <translation>%1 est inutilisable : %2 a %3 points, et de 1 à %4 sont lus.</translation>
    </message>
    <message>
        <source>%1 cannot be used: %2 has missing values at %3</source>
        <translation>%1 ne peut pas servir : %2 a des valeurs manquantes à %3</translation>
    </message>
    <message>
        <source>%1 cannot be used: %2 has no usable time</source>
        <translation>%1 ne peut pas servir : %2 n’a pas de temps utilisable</translation>
    </message>
    <message>
        <source>%1 cannot be used: %2 is of the impossible time %3.</source>
        <translation>%1 est inutilisable : %2 est de la date impossible %3.</translation>
    </message>
    <message>
        <source>%1 cannot be used: its entry “%2” is a zip archive again.</source>
        <translation>%1 est inutilisable : son entrée « %2 » est encore une archive zip.</translation>
    </message>
    <message>
        <source>%1 cannot be used: it holds values of single places, not fields</source>
        <translation>%1 est inutilisable : il contient des valeurs de lieux isolés, non des champs</translation>
    </message>
    <message>
        <source>%1 cannot be written (%2)</source>
        <translation>%1 ne peut pas être écrit (%2)</translation>
    </message>
    <message>
        <source>%1 cannot be written (no permission, or the disk is full).</source>
        <translation>%1 ne peut pas être écrit (droits manquants, ou disque plein).</translation>
    </message>
    <message>
        <source>%1 cannot be written: it is a folder</source>
        <translation>%1 ne peut pas être écrit : c’est un dossier</translation>
    </message>
    <message>
        <source>%1 cannot be written: there is no folder %2</source>
        <translation>%1 ne peut pas être écrit : il n’y a pas de dossier %2</translation>
    </message>
    <message>
        <source>%1 cannot change during a run: only guidance, schedule, grid and sampler can.</source>
        <translation>%1 ne peut pas changer pendant une exécution : seuls guidance, schedule, grid et sampler le peuvent.</translation>
    </message>
    <message>
        <source>%1 declares %2 MB for %3, but holds only %4 kB</source>
        <translation>%1 annonce %2 Mo pour %3, mais n’a que %4 ko</translation>
    </message>
    <message>
        <source>%1 does not describe a run (%2).</source>
        <translation>%1 ne décrit pas une exécution (%2).</translation>
    </message>
    <message>
        <source>%1 does not exist.</source>
        <translation>%1 n’existe pas.</translation>
    </message>
    <message>
        <source>%1 does not hold %2</source>
        <translation>%1 ne contient pas %2</translation>
    </message>
    <message>
        <source>%1 does not hold the level %2</source>
        <translation>%1 n’a pas le niveau %2</translation>
    </message>
    <message>
        <source>%1 does not vary along latitude circles, so no covariance can be fitted to it.</source>
        <translation>%1 ne varie pas le long des parallèles : aucune covariance ne peut y être ajustée.</translation>
    </message>
    <message>
        <source>%1 has %2 cells that are not numbers, such as "%3"</source>
        <translation>%1 a %2 cellules qui ne sont pas des nombres, comme « %3 »</translation>
    </message>
    <message>
        <source>%1 has %2 columns</source>
        <translation>%1 a %2 colonnes</translation>
    </message>
    <message>
        <source>%1 has %2 infinite values, taken as missing</source>
        <translation>%1 a %2 valeurs infinies, prises pour manquantes</translation>
    </message>
    <message>
        <source>%1 has %2 million values; it is shown thinned out</source>
        <translation>%1 a %2 millions de valeurs ; il est montré éclairci</translation>
    </message>
    <message>
        <source>%1 has %2 of %3 positions missing or out of range</source>
        <translation>%1 a %2 positions sur %3 manquantes ou hors limites</translation>
    </message>
    <message>
        <source>%1 has %2 values too large for single precision</source>
        <translation>%1 a %2 valeurs trop grandes pour la simple précision</translation>
    </message>
    <message>
        <source>%1 has a header but no rows</source>
        <translation>%1 a un en-tête mais pas de lignes</translation>
    </message>
    <message>
        <source>%1 has a quote that is never closed, in row %2</source>
        <translation>%1 a un guillemet jamais refermé, à la ligne %2</translation>
    </message>
    <message>
        <source>%1 has an empty latitude or longitude dimension</source>
        <translation>%1 a une dimension de latitude ou de longitude vide</translation>
    </message>
    <message>
        <source>%1 has an index in %2 that points outside %3</source>
        <translation>%1 a dans %2 un indice qui sort de %3</translation>
    </message>
    <message>
        <source>%1 has changed: %2 is no longer as it was</source>
        <translation>%1 a changé : %2 n’est plus comme avant</translation>
    </message>
    <message>
        <source>%1 has chunks of %2 MB, more than %3 MB</source>
        <translation>%1 a des blocs de %2 Mo, plus que %3 Mo</translation>
    </message>
    <message>
        <source>%1 has its chunks listed with %2, which is not known here</source>
        <translation>la liste des blocs de %1 est codée par %2, inconnu ici</translation>
    </message>
    <message>
        <source>%1 has more points than are read</source>
        <translation>%1 a plus de points qu’il n’en est lu</translation>
    </message>
    <message>
        <source>%1 has no header line, so its columns are unknown</source>
        <translation>%1 n’a pas de ligne d’en-tête : ses colonnes sont inconnues</translation>
    </message>
    <message>
        <source>%1 has no latitude and longitude columns</source>
        <translation>%1 n’a pas de colonnes de latitude et de longitude</translation>
    </message>
    <message>
        <source>%1 has no latitude and longitude coordinates</source>
        <translation>%1 n’a pas de coordonnées de latitude et de longitude</translation>
    </message>
    <message>
        <source>%1 has no time for its samples; they are taken at 1970-01-01T00:00:00Z</source>
        <translation>%1 n’a pas de temps pour ses données ; elles sont prises au 1970-01-01T00:00:00Z</translation>
    </message>
    <message>
        <source>%1 has no usable time; its states are numbered from 1970-01-01, six hours apart</source>
        <translation>%1 n’a pas de temps utilisable ; ses états sont numérotés à partir du 1970-01-01, toutes les six heures</translation>
    </message>
    <message>
        <source>%1 has no valid value at some time, so nothing can be fitted to it.</source>
        <translation>%1 n’a aucune valeur valide à une date : rien ne peut y être ajusté.</translation>
    </message>
    <message>
        <source>%1 has no variable number %2 that can be drawn</source>
        <translation>%1 n’a pas de variable numéro %2 qui puisse être dessinée</translation>
    </message>
    <message>
        <source>%1 has no variable that was asked for</source>
        <translation>%1 n’a aucune des variables demandées</translation>
    </message>
    <message>
        <source>%1 has only %2 × %3 points</source>
        <translation>%1 n’a que %2 × %3 points</translation>
    </message>
    <message>
        <source>%1 has only missing values</source>
        <translation>%1 n’a que des valeurs manquantes</translation>
    </message>
    <message>
        <source>%1 has row sizes in %2 that add up to more than its %3 samples</source>
        <translation>%1 a dans %2 des tailles de rangée dont la somme dépasse ses %3 échantillons</translation>
    </message>
    <message>
        <source>%1 has the %2 %3 in %4, which is missing</source>
        <translation>%1 a le %2 %3 dans %4, qui manque</translation>
    </message>
    <message>
        <source>%1 has the %2 %3 in %4, which is out of range</source>
        <translation>%1 a le %2 %3 dans %4, hors de l’intervalle permis</translation>
    </message>
    <message>
        <source>%1 has the further dimension %2</source>
        <translation>%1 a une dimension de plus, %2</translation>
    </message>
    <message>
        <source>%1 has the row size %2 in %3, which is impossible</source>
        <translation>%1 a la taille de rangée %2 dans %3, ce qui est impossible</translation>
    </message>
    <message>
        <source>%1 has unevenly spaced longitudes</source>
        <translation>%1 a des longitudes inégalement espacées</translation>
    </message>
    <message>
        <source>%1 holds %2</source>
        <translation>%1 contient %2</translation>
    </message>
    <message>
        <source>%1 holds a grid, not observations</source>
        <translation>%1 contient une grille, pas des observations</translation>
    </message>
    <message>
        <source>%1 holds an ensemble: only its first member is read</source>
        <translation>%1 contient un ensemble : seul son premier membre est lu</translation>
    </message>
    <message>
        <source>%1 holds coefficients of spherical harmonics, not values on a grid</source>
        <translation>%1 contient des coefficients d’harmoniques sphériques, pas des valeurs sur une grille</translation>
    </message>
    <message>
        <source>%1 holds more than %2 fields</source>
        <translation>%1 contient plus de %2 champs</translation>
    </message>
    <message>
        <source>%1 holds more than fits in memory</source>
        <translation>%1 contient plus que la mémoire ne peut tenir</translation>
    </message>
    <message>
        <source>%1 holds no %2.</source>
        <translation>%1 ne contient pas de %2.</translation>
    </message>
    <message>
        <source>%1 holds no observations: it has no latitude and longitude</source>
        <translation>%1 n’a pas d’observations : il n’a ni latitude ni longitude</translation>
    </message>
    <message>
        <source>%1 holds no spooled run.</source>
        <translation>%1 ne contient pas d’exécution suivie.</translation>
    </message>
    <message>
        <source>%1 holds no variable on latitude and longitude</source>
        <translation>%1 n’a aucune variable en latitude et longitude</translation>
    </message>
    <message>
        <source>%1 holds no whole GRIB message</source>
        <translation>%1 ne contient aucun message GRIB entier</translation>
    </message>
    <message>
        <source>%1 holds one state, too few for a series</source>
        <translation>%1 contient un seul état, trop peu pour une série</translation>
    </message>
    <message>
        <source>%1 holds only blank lines and comments</source>
        <translation>%1 ne contient que des lignes vides et des commentaires</translation>
    </message>
    <message>
        <source>%1 holds preliminary values (expver 0005), which may still change</source>
        <translation>%1 contient des valeurs provisoires (expver 0005), qui peuvent encore changer</translation>
    </message>
    <message>
        <source>%1 holds something else than a spooled run.</source>
        <translation>%1 contient autre chose qu’une exécution suivie.</translation>
    </message>
    <message>
        <source>%1 holds the level %2</source>
        <translation>%1 a le niveau %2</translation>
    </message>
    <message>
        <source>%1 holds too many values in %2</source>
        <translation>%1 contient trop de valeurs dans %2</translation>
    </message>
    <message>
        <source>%1 holds too much text in %2</source>
        <translation>%1 contient trop de texte dans %2</translation>
    </message>
    <message>
        <source>%1 is "%2", but %3 cannot be converted to %4</source>
        <translation>%1 est « %2 », mais %3 ne peut pas être converti en %4</translation>
    </message>
    <message>
        <source>%1 is "%2", which is not a number with a unit</source>
        <translation>%1 est « %2 », qui n’est pas un nombre avec une unité</translation>
    </message>
    <message>
        <source>%1 is %2 characters long</source>
        <translation>%1 compte %2 caractères</translation>
    </message>
    <message>
        <source>%1 is %2, but %3 is needed.</source>
        <translation>%1 est %2, mais il faut %3.</translation>
    </message>
    <message>
        <source>%1 is %2, not NetCDF</source>
        <translation>%1 est %2, pas du NetCDF</translation>
    </message>
    <message>
        <source>%1 is BUFR, not NetCDF</source>
        <translation>%1 est du BUFR, pas du NetCDF</translation>
    </message>
    <message>
        <source>%1 is GRIB of edition %2, and 1 and 2 are read</source>
        <translation>%1 est du GRIB d’édition %2, et les éditions 1 et 2 sont lues</translation>
    </message>
    <message>
        <source>%1 is GRIB, and this program was built without ecCodes.</source>
        <translation>%1 est du GRIB, et ce programme a été construit sans ecCodes.</translation>
    </message>
    <message>
        <source>%1 is GRIB, not NetCDF</source>
        <translation>%1 est du GRIB, pas du NetCDF</translation>
    </message>
    <message>
        <source>%1 is a PNG picture, not NetCDF</source>
        <translation>%1 est une image PNG, pas du NetCDF</translation>
    </message>
    <message>
        <source>%1 is a folder that holds no NetCDF, GRIB, Zarr or zip file</source>
        <translation>%1 est un dossier sans fichier NetCDF, GRIB, Zarr ou zip</translation>
    </message>
    <message>
        <source>%1 is a folder, not a file</source>
        <translation>%1 est un dossier, pas un fichier</translation>
    </message>
    <message>
        <source>%1 is cut off inside a message</source>
        <translation>%1 est coupé au milieu d’un message</translation>
    </message>
    <message>
        <source>%1 is cut off: its header declares %2 bytes, but the file has %3</source>
        <translation>%1 est tronqué : son en-tête annonce %2 octets, mais le fichier en a %3</translation>
    </message>
    <message>
        <source>%1 is damaged inside a message</source>
        <translation>%1 est abîmé au milieu d’un message</translation>
    </message>
    <message>
        <source>%1 is damaged or cut off (%2)</source>
        <translation>%1 est endommagé ou tronqué (%2)</translation>
    </message>
    <message>
        <source>%1 is damaged: %2 has the wrong shape</source>
        <translation>%1 est endommagé : %2 n’a pas la bonne forme</translation>
    </message>
    <message>
        <source>%1 is damaged: a variable cannot be read</source>
        <translation>%1 est endommagé : une variable ne peut pas être lue</translation>
    </message>
    <message>
        <source>%1 is damaged: its .zarray does not say how it is stored</source>
        <translation>%1 est abîmé : son .zarray ne dit pas comment il est rangé</translation>
    </message>
    <message>
        <source>%1 is damaged: its axes are not in a possible order</source>
        <translation>%1 est abîmé : ses axes sont dans un ordre impossible</translation>
    </message>
    <message>
        <source>%1 is damaged: its grid does not fit its number of points</source>
        <translation>%1 est abîmé : sa grille ne va pas avec son nombre de points</translation>
    </message>
    <message>
        <source>%1 is damaged: its latitudes are those of no Gaussian grid</source>
        <translation>%1 est abîmé : ses latitudes ne sont d’aucune grille de Gauss</translation>
    </message>
    <message>
        <source>%1 is damaged: its shape and chunks do not fit together</source>
        <translation>%1 est abîmé : sa forme et ses blocs ne vont pas ensemble</translation>
    </message>
    <message>
        <source>%1 is damaged: its shards do not fit its chunks</source>
        <translation>%1 est abîmé : ses fichiers de blocs ne vont pas avec ses blocs</translation>
    </message>
    <message>
        <source>%1 is damaged: its zarr.json does not say how it is stored</source>
        <translation>%1 est abîmé : son zarr.json ne dit pas comment il est rangé</translation>
    </message>
    <message>
        <source>%1 is empty</source>
        <translation>%1 est vide</translation>
    </message>
    <message>
        <source>%1 is larger than 2 GB of text</source>
        <translation>%1 dépasse 2 Go de texte</translation>
    </message>
    <message>
        <source>%1 is left out: it %2</source>
        <translation>%1 est laissé de côté : il %2</translation>
    </message>
    <message>
        <source>%1 is left out: it has no time</source>
        <translation>%1 est laissé de côté : il n’a pas de temps</translation>
    </message>
    <message>
        <source>%1 is left out: only %2 of %3 times have it</source>
        <translation>%1 est laissé de côté : seuls %2 temps sur %3 l’ont</translation>
    </message>
    <message>
        <source>%1 is missing.</source>
        <translation>%1 manque.</translation>
    </message>
    <message>
        <source>%1 is missing: the task %2 needs it.</source>
        <translation>%1 manque : la tâche %2 en a besoin.</translation>
    </message>
    <message>
        <source>%1 is no Embellie result</source>
        <translation>%1 n’est pas un résultat d’Embellie</translation>
    </message>
    <message>
        <source>%1 is no Embellie result: it has no %2</source>
        <translation>%1 n’est pas un résultat d’Embellie : il n’a pas %2</translation>
    </message>
    <message>
        <source>%1 is not JSON.</source>
        <translation>%1 n’est pas du JSON.</translation>
    </message>
    <message>
        <source>%1 is not NetCDF: its first bytes are unknown</source>
        <translation>%1 n’est pas du NetCDF : ses premiers octets sont inconnus</translation>
    </message>
    <message>
        <source>%1 is not UTF-8, read as Latin-1</source>
        <translation>%1 n’est pas de l’UTF-8 ; lu comme du Latin-1</translation>
    </message>
    <message>
        <source>%1 is not a prior (%2).</source>
        <translation>%1 n’est pas un a priori (%2).</translation>
    </message>
    <message>
        <source>%1 is not a regular file</source>
        <translation>%1 n’est pas un fichier ordinaire</translation>
    </message>
    <message>
        <source>%1 is not in the request: "%2" is no index from 0 to %3.</source>
        <translation>%1 n’est pas dans la requête : « %2 » n’est pas un indice de 0 à %3.</translation>
    </message>
    <message>
        <source>%1 is not known: %2 may have %3.</source>
        <translation>%1 est inconnu : %2 peut avoir %3.</translation>
    </message>
    <message>
        <source>%1 is not known: the %2 has %3.</source>
        <translation>%1 est inconnu : %2 a %3.</translation>
    </message>
    <message>
        <source>%1 is not known: the %2 has no knobs.</source>
        <translation>%1 est inconnu : %2 n’a pas de réglages.</translation>
    </message>
    <message>
        <source>%1 is not known: the request may have %2.</source>
        <translation>%1 est inconnu : la requête peut avoir %2.</translation>
    </message>
    <message>
        <source>%1 is not text</source>
        <translation>%1 n’est pas du texte</translation>
    </message>
    <message>
        <source>%1 is not there: the folder of its chunks is missing</source>
        <translation>%1 n’est pas là : le dossier de ses blocs manque</translation>
    </message>
    <message>
        <source>%1 is of a compound kind, which is not read</source>
        <translation>%1 est d’un type composé, qui n’est pas lu</translation>
    </message>
    <message>
        <source>%1 is of a kind of data that is not known here</source>
        <translation>%1 est d’un type de données inconnu ici</translation>
    </message>
    <message>
        <source>%1 is packed with %2, which is not known here</source>
        <translation>%1 est comprimé par %2, inconnu ici</translation>
    </message>
    <message>
        <source>%1 is pressure altitude; levels are those of the standard atmosphere</source>
        <translation>%1 est une altitude-pression ; les niveaux sont ceux de l’atmosphère standard</translation>
    </message>
    <message>
        <source>%1 is read as %2 in %3, as you said of files of this kind</source>
        <translation>%1 est lu comme %2 en %3, comme vous l’avez dit des fichiers de ce type</translation>
    </message>
    <message>
        <source>%1 is read as %2, as you said of files of this kind</source>
        <translation>%1 est lu comme %2, comme vous l’avez dit des fichiers de ce type</translation>
    </message>
    <message>
        <source>%1 is stored through %2, which is not known here</source>
        <translation>%1 est rangé à travers %2, inconnu ici</translation>
    </message>
    <message>
        <source>%1 is text of no fixed length, which is not read here</source>
        <translation>%1 est du texte de longueur variable, qui n’est pas lu ici</translation>
    </message>
    <message>
        <source>%1 is text, not NetCDF</source>
        <translation>%1 est du texte, pas du NetCDF</translation>
    </message>
    <message>
        <source>%1 lies on a rotated-pole grid</source>
        <translation>%1 est sur une grille à pôle tourné</translation>
    </message>
    <message>
        <source>%1 lies on heights, and the file does not tell their pressures</source>
        <translation>%1 est à des hauteurs, dont le fichier ne dit pas les pressions</translation>
    </message>
    <message>
        <source>%1 lies on hybrid model levels, and the file does not tell their pressures</source>
        <translation>%1 est aux niveaux hybrides d’un modèle, dont le fichier ne dit pas les pressions</translation>
    </message>
    <message>
        <source>%1 lies on levels that are no pressures</source>
        <translation>%1 est sur des niveaux qui ne sont pas des pressions</translation>
    </message>
    <message>
        <source>%1 lies on projected x and y, not on latitude and longitude</source>
        <translation>%1 est en x et y projetés, pas en latitude et longitude</translation>
    </message>
    <message>
        <source>%1 names the sample dimension %2, which it does not have</source>
        <translation>%1 nomme la dimension d’échantillons %2, qu’il n’a pas</translation>
    </message>
    <message>
        <source>%1 observation %2: %3.</source>
        <translation>%1 observation %2 : %3.</translation>
    </message>
    <message>
        <source>%1 observation rejected: %2.</source>
        <translation>%1 observation rejetée : %2.</translation>
    </message>
    <message>
        <source>%1 observation skipped: %2.</source>
        <translation>%1 observation laissée de côté : %2.</translation>
    </message>
    <message>
        <source>%1 observations %2: %3.</source>
        <translation>%1 observations %2 : %3.</translation>
    </message>
    <message>
        <source>%1 observations rejected: %2.</source>
        <translation>%1 observations rejetées : %2.</translation>
    </message>
    <message>
        <source>%1 observations skipped: %2.</source>
        <translation>%1 observations laissées de côté : %2.</translation>
    </message>
    <message>
        <source>%1 of %2 fields are missing, because the variables do not have the same times</source>
        <translation>%1 champs sur %2 manquent, car les variables n’ont pas les mêmes dates</translation>
    </message>
    <message>
        <source>%1 places were skipped where the series is missing.</source>
        <translation>%1 lieux où la série manque ont été sautés.</translation>
    </message>
    <message>
        <source>%1 repeats a latitude</source>
        <translation>%1 répète une latitude</translation>
    </message>
    <message>
        <source>%1 repeats a longitude</source>
        <translation>%1 répète une longitude</translation>
    </message>
    <message>
        <source>%1 repeats its first meridian; it is taken once</source>
        <translation>%1 répète son premier méridien ; il est pris une fois</translation>
    </message>
    <message>
        <source>%1 rows have fewer cells than the header and %2 have more</source>
        <translation>%1 lignes ont moins de cellules que l’en-tête et %2 en ont plus</translation>
    </message>
    <message>
        <source>%1 time is missing, the first %2</source>
        <translation>%1 temps manque : %2</translation>
    </message>
    <message>
        <source>%1 times are missing, the first %2</source>
        <translation>%1 temps manquent, le premier étant %2</translation>
    </message>
    <message>
        <source>%1.kind is "%2", but one of %3 is needed.</source>
        <translation>%1.kind est « %2 », mais il faut un de %3.</translation>
    </message>
    <message>
        <source>%1: "%2" has no fixed length: whole months are counted by the calendar</source>
        <translation>%1 : « %2 » n’a pas de durée fixe : les mois entiers sont comptés selon le calendrier</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1 : %2</translation>
    </message>
    <message>
        <source>%1: %2 comes twice for the same time and level; the first is kept</source>
        <translation>%1 : %2 vient deux fois pour la même date et le même niveau ; le premier est gardé</translation>
    </message>
    <message>
        <source>%1: %2 is 0, so all values are the same</source>
        <translation>%1 : %2 vaut 0, donc toutes les valeurs sont égales</translation>
    </message>
    <message>
        <source>%1: %2 is not a number</source>
        <translation>%1 : %2 n’est pas un nombre</translation>
    </message>
    <message>
        <source>%1: %2 is not finite</source>
        <translation>%1 : %2 n’est pas fini</translation>
    </message>
    <message>
        <source>%1: %2 is the text "%3", taken as a number</source>
        <translation>%1 : %2 est le texte « %3 », pris pour un nombre</translation>
    </message>
    <message>
        <source>%1: its coordinates attribute names %2 and other variables, which the file does not have</source>
        <translation>%1 : son attribut coordinates nomme %2 et d’autres variables que le fichier n’a pas</translation>
    </message>
    <message>
        <source>%1: its coordinates attribute names %2, which the file does not have</source>
        <translation>%1 : son attribut coordinates nomme %2, que le fichier n’a pas</translation>
    </message>
    <message>
        <source>%1: its coordinates attribute names the variable itself</source>
        <translation>%1 : son attribut coordinates nomme la variable elle-même</translation>
    </message>
    <message>
        <source>%1: its units %2 are no angle; taken as degrees</source>
        <translation>%1 : ses unités %2 ne sont pas un angle ; prises pour des degrés</translation>
    </message>
    <message>
        <source>%1: its units %2 are unknown</source>
        <translation>%1 : ses unités %2 sont inconnues</translation>
    </message>
    <message>
        <source>%1: its units %2 do not fit %3</source>
        <translation>%1 : ses unités %2 ne conviennent pas à %3</translation>
    </message>
    <message>
        <source>%1: times are repeated</source>
        <translation>%1 : des dates se répètent</translation>
    </message>
    <message>
        <source>%1: times go backwards</source>
        <translation>%1 : les dates reculent</translation>
    </message>
    <message>
        <source>A followed run shows the denoised ensemble mean only.</source>
        <translation>Une exécution suivie ne montre que la moyenne d’ensemble débruitée.</translation>
    </message>
    <message>
        <source>A guided denoiser cannot be guided again: guidance methods do not nest.</source>
        <translation>Un débruiteur guidé ne peut pas l’être encore : les guidages ne s’emboîtent pas.</translation>
    </message>
    <message>
        <source>A run of %1 steps is not possible.</source>
        <translation>Une exécution de %1 étapes n’est pas possible.</translation>
    </message>
    <message>
        <source>A setting without a path was given.</source>
        <translation>Un réglage sans chemin a été donné.</translation>
    </message>
    <message>
        <source>Adams–Bashforth (LMS)</source>
        <translation>Adams–Bashforth (LMS)</translation>
    </message>
    <message>
        <source>Add %1 to the request.</source>
        <translation>Ajoutez %1 à la requête.</translation>
    </message>
    <message>
        <source>Add files of more times.</source>
        <translation>Ajoutez des fichiers d’autres temps.</translation>
    </message>
    <message>
        <source>Appa's corrector is biased: where the clean variance is λ it settles at (λ+σ²)/(1 − δκ/2) instead of λ+σ², κ = σ²/(λ+σ²), so +5.3 % at high noise with δ = 0.1. The unbiased form is exact at high noise; its δ is about twice Appa's.</source>
        <translation>Le correcteur d’Appa est biaisé : où la variance nette est λ, il se fixe à (λ+σ²)/(1 − δκ/2) au lieu de λ+σ², κ = σ²/(λ+σ²), soit +5,3 % à fort bruit avec δ = 0,1. La forme sans biais est exacte à fort bruit ; son δ vaut environ le double de celui d’Appa.</translation>
    </message>
    <message>
        <source>Ask for at least one step.</source>
        <translation>Demandez au moins une étape.</translation>
    </message>
    <message>
        <source>CF knows standard, proleptic_gregorian, julian, noleap, all_leap and 360_day.</source>
        <translation>CF connaît standard, proleptic_gregorian, julian, noleap, all_leap et 360_day.</translation>
    </message>
    <message>
        <source>CF wants for example "hours since 2020-01-01 00:00:00".</source>
        <translation>CF demande par exemple « hours since 2020-01-01 00:00:00 ».</translation>
    </message>
    <message>
        <source>Check its permissions.</source>
        <translation>Vérifiez ses droits d’accès.</translation>
    </message>
    <message>
        <source>Check that the file is complete.</source>
        <translation>Vérifiez que le fichier est complet.</translation>
    </message>
    <message>
        <source>Check the folder and the pattern.</source>
        <translation>Vérifiez le dossier et le motif.</translation>
    </message>
    <message>
        <source>Check the folder's permissions and free space.</source>
        <translation>Vérifiez les droits du dossier et la place libre.</translation>
    </message>
    <message>
        <source>Check the name and the permissions.</source>
        <translation>Vérifiez le nom et les droits d’accès.</translation>
    </message>
    <message>
        <source>Check the path.</source>
        <translation>Vérifiez le chemin.</translation>
    </message>
    <message>
        <source>Check the path; relative ones start at the request.</source>
        <translation>Vérifiez le chemin ; les chemins relatifs partent de la requête.</translation>
    </message>
    <message>
        <source>Choose a coarser file.</source>
        <translation>Choisissez un fichier moins fin.</translation>
    </message>
    <message>
        <source>Choose a shorter window or lead time.</source>
        <translation>Choisissez une fenêtre ou une échéance plus courte.</translation>
    </message>
    <message>
        <source>Choose a shorter window.</source>
        <translation>Choisissez une fenêtre plus courte.</translation>
    </message>
    <message>
        <source>Choose among these variables.</source>
        <translation>Choisissez parmi ces variables.</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>Choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>Choose another guidance, for example mmps.</source>
        <translation>Choisissez un autre guidage, par exemple mmps.</translation>
    </message>
    <message>
        <source>Choose another sampler, for example lms or ddim.</source>
        <translation>Choisissez un autre échantillonneur, par exemple lms ou ddim.</translation>
    </message>
    <message>
        <source>Choose one guidance method.</source>
        <translation>Choisissez un seul guidage.</translation>
    </message>
    <message>
        <source>Choose one of %1.</source>
        <translation>Choisissez parmi %1.</translation>
    </message>
    <message>
        <source>Choose one of the kept steps.</source>
        <translation>Choisissez une des étapes gardées.</translation>
    </message>
    <message>
        <source>Choose one of the run's own.</source>
        <translation>Choisissez-en une de l’exécution.</translation>
    </message>
    <message>
        <source>Choose other variables, or bring it to pressure levels and a global latitude-longitude grid first.</source>
        <translation>Choisissez d’autres variables, ou ramenez-le d’abord à des niveaux de pression et à une grille globale en latitude et longitude.</translation>
    </message>
    <message>
        <source>Cloud cover</source>
        <translation>Nébulosité</translation>
    </message>
    <message>
        <source>Convert it to NetCDF first.</source>
        <translation>Convertissez-le d’abord en NetCDF.</translation>
    </message>
    <message>
        <source>Copy or download it again.</source>
        <translation>Copiez-le ou téléchargez-le de nouveau.</translation>
    </message>
    <message>
        <source>Correct %1 in the request.</source>
        <translation>Corrigez %1 dans la requête.</translation>
    </message>
    <message>
        <source>Correct it in the request.</source>
        <translation>Corrigez cela dans la requête.</translation>
    </message>
    <message>
        <source>Correction size δ</source>
        <translation>Taille de correction δ</translation>
    </message>
    <message>
        <source>Corrections a step</source>
        <translation>Corrections par étape</translation>
    </message>
    <message>
        <source>Corrector</source>
        <translation>Correcteur</translation>
    </message>
    <message>
        <source>Cosine (variance preserving)</source>
        <translation>Cosinus (variance conservée)</translation>
    </message>
    <message>
        <source>Count list entries from 0, as in observations.0.file.</source>
        <translation>Comptez les éléments d’une liste à partir de 0, comme dans observations.0.file.</translation>
    </message>
    <message>
        <source>Covariance of Tweedie's formula in the solve</source>
        <translation>Covariance de Tweedie dans la résolution</translation>
    </message>
    <message>
        <source>Covariance of the prior</source>
        <translation>Covariance de l’a priori</translation>
    </message>
    <message>
        <source>DDIM</source>
        <translation>DDIM</translation>
    </message>
    <message>
        <source>DDPM (ancestral)</source>
        <translation>DDPM (ancestral)</translation>
    </message>
    <message>
        <source>DPS (posterior sampling by gradient)</source>
        <translation>DPS (a posteriori par gradient)</translation>
    </message>
    <message>
        <source>Describe a variable of the prior: %1, for example.</source>
        <translation>Décrivez une variable de l’a priori : %1, par exemple.</translation>
    </message>
    <message>
        <source>Dew point</source>
        <translation>Point de rosée</translation>
    </message>
    <message>
        <source>EDM</source>
        <translation>EDM</translation>
    </message>
    <message>
        <source>EDM's own σ_max is 80; correlated trajectories need σ_max ≥ 10·√(largest eigenvalue).</source>
        <translation>Le σ_max d’EDM est 80 ; des trajectoires corrélées demandent σ_max ≥ 10·√(plus grande valeur propre).</translation>
    </message>
    <message>
        <source>Eastward wind</source>
        <translation>Vent d’ouest</translation>
    </message>
    <message>
        <source>Euler</source>
        <translation>Euler</translation>
    </message>
    <message>
        <source>Exact for a Gaussian prior without observations, whatever the steps; with order n, c is interpolated at the last n nodes. Long steps bound what observations pull. Needs a prior with a known covariance.</source>
        <translation>Exact pour un a priori gaussien sans observations, quel que soit le nombre d’étapes ; à l’ordre n, c est interpolé aux n derniers nœuds. Les longs pas bornent ce que tirent les observations. Demande un a priori de covariance connue.</translation>
    </message>
    <message>
        <source>Exponent ρ</source>
        <translation>Exposant ρ</translation>
    </message>
    <message>
        <source>Fill them in, or leave the variable out: name others (variables: %1).</source>
        <translation>Comblez-les, ou laissez la variable de côté : nommez-en d’autres (variables : %1).</translation>
    </message>
    <message>
        <source>Fill them in, or take other files.</source>
        <translation>Comblez-les, ou prenez d’autres fichiers.</translation>
    </message>
    <message>
        <source>First order; algebraically DDIM with η = 0.</source>
        <translation>Premier ordre ; algébriquement DDIM avec η = 0.</translation>
    </message>
    <message>
        <source>Fitted from %1 states, about %2 independent: the mean is the zonal mean, covariances are pooled over neighbouring degrees and shrunk towards a diagonal.</source>
        <translation>Ajusté sur %1 états, dont environ %2 indépendants : la moyenne est la moyenne zonale, les covariances sont groupées sur les degrés voisins et rapprochées d’une diagonale.</translation>
    </message>
    <message>
        <source>Fitting the prior</source>
        <translation>Ajustement de l’a priori</translation>
    </message>
    <message>
        <source>Geopotential</source>
        <translation>Géopotentiel</translation>
    </message>
    <message>
        <source>Geopotential height</source>
        <translation>Hauteur géopotentielle</translation>
    </message>
    <message>
        <source>Give a background-error length such as "200 km".</source>
        <translation>Donnez une longueur d’erreur d’ébauche telle que « 200 km ».</translation>
    </message>
    <message>
        <source>Give a grid that covers all longitudes.</source>
        <translation>Donnez une grille qui couvre toutes les longitudes.</translation>
    </message>
    <message>
        <source>Give a series with both wind components.</source>
        <translation>Donnez une série avec les deux composantes du vent.</translation>
    </message>
    <message>
        <source>Give a standard deviation such as "%1".</source>
        <translation>Donnez un écart type tel que « %1 ».</translation>
    </message>
    <message>
        <source>Give a value in a unit such as %1.</source>
        <translation>Donnez une valeur dans une unité telle que %1.</translation>
    </message>
    <message>
        <source>Give each state its time, by CF's units such as “hours since 2020-01-01”.</source>
        <translation>Donnez à chaque état son temps, dans les unités de CF comme « hours since 2020-01-01 ».</translation>
    </message>
    <message>
        <source>Give larger observation errors.</source>
        <translation>Donnez de plus grandes erreurs d’observation.</translation>
    </message>
    <message>
        <source>Give the text in %1.</source>
        <translation>Donnez le texte dans %1.</translation>
    </message>
    <message>
        <source>Gust</source>
        <translation>Rafale</translation>
    </message>
    <message>
        <source>Heun</source>
        <translation>Heun</translation>
    </message>
    <message>
        <source>Is this the folder of a spooled run?</source>
        <translation>Est-ce bien le dossier d’une exécution suivie ?</translation>
    </message>
    <message>
        <source>It needs a prior with a covariance and observations that are linear in the state.</source>
        <translation>Il faut un a priori spectral et des observations linéaires en l’état.</translation>
    </message>
    <message>
        <source>Iterations</source>
        <translation>Itérations</translation>
    </message>
    <message>
        <source>Its ends are a little inside σ_min and σ_max (σ(0) = σ_min/(1−e)^ρ).</source>
        <translation>Ses extrémités sont un peu à l’intérieur de σ_min et σ_max (σ(0) = σ_min/(1−e)^ρ).</translation>
    </message>
    <message>
        <source>Karras (EDM)</source>
        <translation>Karras (EDM)</translation>
    </message>
    <message>
        <source>Knows nothing of the observations' errors; made for ancestral samplers (ddpm). The norm over all members, as in azula, makes members depend on each other.</source>
        <translation>Ignore les erreurs des observations ; fait pour les échantillonneurs ancestraux (ddpm). La norme sur tous les membres, comme dans azula, rend les membres dépendants.</translation>
    </message>
    <message>
        <source>Least noise</source>
        <translation>Bruit le plus faible</translation>
    </message>
    <message>
        <source>Least signal</source>
        <translation>Signal le plus faible</translation>
    </message>
    <message>
        <source>Leave it out with prior.variables, or give more times.</source>
        <translation>Laissez-le de côté avec prior.variables, ou donnez plus de dates.</translation>
    </message>
    <message>
        <source>Leave out the denoiser's derivative</source>
        <translation>Sans la dérivée du débruiteur</translation>
    </message>
    <message>
        <source>Linear solver</source>
        <translation>Solveur linéaire</translation>
    </message>
    <message>
        <source>Log-linear</source>
        <translation>Log-linéaire</translation>
    </message>
    <message>
        <source>Log-logit</source>
        <translation>Log-logit</translation>
    </message>
    <message>
        <source>Look for a missing quote, comma or bracket there.</source>
        <translation>Cherchez-y un guillemet, une virgule ou une parenthèse qui manque.</translation>
    </message>
    <message>
        <source>Look for an exponent such as e999.</source>
        <translation>Cherchez un exposant tel que e999.</translation>
    </message>
    <message>
        <source>Lower the strength, take more steps, or choose covariance guidance.</source>
        <translation>Baissez la force, prenez plus d’étapes, ou choisissez le guidage par covariance.</translation>
    </message>
    <message>
        <source>MMPS (moment matching)</source>
        <translation>MMPS (accord des moments)</translation>
    </message>
    <message>
        <source>Make it first.</source>
        <translation>Créez-le d’abord.</translation>
    </message>
    <message>
        <source>Make one with embellie-cli fit.</source>
        <translation>Faites-en un avec embellie-cli fit.</translation>
    </message>
    <message>
        <source>Making the demonstration climate</source>
        <translation>Création du climat de démonstration</translation>
    </message>
    <message>
        <source>Mean absolute error</source>
        <translation>Erreur absolue moyenne</translation>
    </message>
    <message>
        <source>Mean sea level pressure</source>
        <translation>Pression au niveau de la mer</translation>
    </message>
    <message>
        <source>Mixing ratio</source>
        <translation>Rapport de mélange</translation>
    </message>
    <message>
        <source>Most noise</source>
        <translation>Bruit le plus fort</translation>
    </message>
    <message>
        <source>Name a phenomenon and a region, such as "deep low over the North Atlantic".</source>
        <translation>Nommez un phénomène et une région, par exemple « deep low over the North Atlantic ».</translation>
    </message>
    <message>
        <source>Name an empty or new folder.</source>
        <translation>Nommez un dossier vide ou nouveau.</translation>
    </message>
    <message>
        <source>Name one as "truth" in the request.</source>
        <translation>Nommez-en une comme « truth » dans la requête.</translation>
    </message>
    <message>
        <source>Give an error in its unit in prior.errors, or name the variables to use in prior.variables.</source>
        <translation>Donnez une erreur dans son unité dans prior.errors, ou nommez les variables voulues dans prior.variables.</translation>
    </message>
    <message>
        <source>Name the ones to use in prior.variables and prior.levels.</source>
        <translation>Nommez ceux qui serviront dans prior.variables et prior.levels.</translation>
    </message>
    <message>
        <source>Name the part to use in window.start and window.length.</source>
        <translation>Nommez la partie voulue dans window.start et window.length.</translation>
    </message>
    <message>
        <source>Name the variables and levels that are needed.</source>
        <translation>Nommez les variables et les niveaux voulus.</translation>
    </message>
    <message>
        <source>Name the variables and levels to use in prior.variables and prior.levels.</source>
        <translation>Nommez les variables et niveaux voulus dans prior.variables et prior.levels.</translation>
    </message>
    <message>
        <source>Name them latitude and longitude in a header line, or say which they are: --interpret phi=latitude, or Interpret as… in the window.</source>
        <translation>Nommez-les latitude et longitude dans une ligne d’en-tête, ou dites lesquelles elles sont : --interpret phi=latitude, ou Interpréter comme… dans la fenêtre.</translation>
    </message>
    <message>
        <source>Name variables that the files have at the same times.</source>
        <translation>Nommez des variables que les fichiers ont aux mêmes temps.</translation>
    </message>
    <message>
        <source>Needs no derivative of the denoiser; spreads an observation only as far as its own operator does.</source>
        <translation>Ne demande pas la dérivée du débruiteur ; n’étend une observation qu’aussi loin que son propre opérateur.</translation>
    </message>
    <message>
        <source>No exact posterior is known for this run.</source>
        <translation>Aucun a posteriori exact n’est connu pour cette exécution.</translation>
    </message>
    <message>
        <source>No file matches %1.</source>
        <translation>Aucun fichier ne correspond à %1.</translation>
    </message>
    <message>
        <source>No observations are used: the prior is sampled.</source>
        <translation>Aucune observation ne sert : l’a priori est échantillonné.</translation>
    </message>
    <message>
        <source>No regular time series: the time scale is the default, 48 h for the longest waves.</source>
        <translation>Pas de série régulière : l’échelle de temps est celle par défaut, 48 h pour les plus longues ondes.</translation>
    </message>
    <message>
        <source>No time has all of %1</source>
        <translation>Aucun temps n’a à la fois %1</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Aucun</translation>
    </message>
    <message>
        <source>Norm taken over</source>
        <translation>Norme prise sur</translation>
    </message>
    <message>
        <source>Northward wind</source>
        <translation>Vent du sud</translation>
    </message>
    <message>
        <source>Not understood: "%1".</source>
        <translation>Pas compris : « %1 ».</translation>
    </message>
    <message>
        <source>Not used: %1, because no value is said.</source>
        <translation>Pas utilisé : %1, car aucune valeur n’est dite.</translation>
    </message>
    <message>
        <source>Not used: %1, because the prior has no variable that shows it%2.</source>
        <translation>Pas utilisé : %1, car l’a priori n’a pas de variable qui le montre%2.</translation>
    </message>
    <message>
        <source>Nothing has been sampled yet.</source>
        <translation>Rien n’a encore été échantillonné.</translation>
    </message>
    <message>
        <source>Observation error of %1: %2</source>
        <translation>Erreur d’observation de %1 : %2</translation>
    </message>
    <message>
        <source>Observations cannot be simulated from this series (its grid is not global).</source>
        <translation>Aucune observation ne peut être simulée à partir de cette série (sa grille n’est pas globale).</translation>
    </message>
    <message>
        <source>Open a NetCDF file, or observations as CSV.</source>
        <translation>Ouvrez un fichier NetCDF, ou des observations en CSV.</translation>
    </message>
    <message>
        <source>Open another file.</source>
        <translation>Ouvrez un autre fichier.</translation>
    </message>
    <message>
        <source>Open its result for everything else.</source>
        <translation>Ouvrez son résultat pour tout le reste.</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Ordre</translation>
    </message>
    <message>
        <source>Potential temperature</source>
        <translation>Température potentielle</translation>
    </message>
    <message>
        <source>Precipitation</source>
        <translation>Précipitations</translation>
    </message>
    <message>
        <source>Predictor–corrector</source>
        <translation>Prédicteur–correcteur</translation>
    </message>
    <message>
        <source>Pressure</source>
        <translation>Pression</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>Lecture de %1</translation>
    </message>
    <message>
        <source>Reading observations</source>
        <translation>Lecture des observations</translation>
    </message>
    <message>
        <source>Reading the truth</source>
        <translation>Lecture de la vérité</translation>
    </message>
    <message>
        <source>Rectified</source>
        <translation>Rectifié</translation>
    </message>
    <message>
        <source>Relative humidity</source>
        <translation>Humidité relative</translation>
    </message>
    <message>
        <source>Remove %1 or correct its name.</source>
        <translation>Retirez %1 ou corrigez son nom.</translation>
    </message>
    <message>
        <source>Results are written by a run.</source>
        <translation>Les résultats sont écrits par une exécution.</translation>
    </message>
    <message>
        <source>SDA (variance heuristic)</source>
        <translation>SDA (variance heuristique)</translation>
    </message>
    <message>
        <source>Scaling of x_t</source>
        <translation>Mise à l’échelle de x_t</translation>
    </message>
    <message>
        <source>Sea surface temperature</source>
        <translation>Température de surface de la mer</translation>
    </message>
    <message>
        <source>Sea-level pressure</source>
        <translation>Pression au niveau de la mer</translation>
    </message>
    <message>
        <source>Second order; two denoiser calls a step.</source>
        <translation>Second ordre ; deux appels du débruiteur par étape.</translation>
    </message>
    <message>
        <source>Semi-exact (exponential)</source>
        <translation>Semi-exact (exponentiel)</translation>
    </message>
    <message>
        <source>Set %1 in the request itself, which starts the run from the top.</source>
        <translation>Réglez %1 dans la requête elle-même : l’exécution repart alors du début.</translation>
    </message>
    <message>
        <source>Setting up the prior</source>
        <translation>Mise en place de l’a priori</translation>
    </message>
    <message>
        <source>Setting up the window</source>
        <translation>Mise en place de la fenêtre</translation>
    </message>
    <message>
        <source>Solving exactly</source>
        <translation>Résolution exacte</translation>
    </message>
    <message>
        <source>Specific humidity</source>
        <translation>Humidité spécifique</translation>
    </message>
    <message>
        <source>Split it, or write it as NetCDF.</source>
        <translation>Partagez-le, ou écrivez-le en NetCDF.</translation>
    </message>
    <message>
        <source>Spread of the logit</source>
        <translation>Étalement du logit</translation>
    </message>
    <message>
        <source>Start a run first.</source>
        <translation>Lancez d’abord une exécution.</translation>
    </message>
    <message>
        <source>Start again.</source>
        <translation>Recommencez.</translation>
    </message>
    <message>
        <source>Start one with embellie-cli run --spool %1.</source>
        <translation>Lancez-en une avec embellie-cli run --spool %1.</translation>
    </message>
    <message>
        <source>Start the run first.</source>
        <translation>Lancez d’abord l’exécution.</translation>
    </message>
    <message>
        <source>Starts at first order; one denoiser call a step.</source>
        <translation>Commence au premier ordre ; un appel du débruiteur par étape.</translation>
    </message>
    <message>
        <source>Step %1 diverged with guidance %2 at strength %3.</source>
        <translation>L’étape %1 a divergé avec le guidage %2 à la force %3.</translation>
    </message>
    <message>
        <source>Step %1 is not kept.</source>
        <translation>L’étape %1 n’est pas gardée.</translation>
    </message>
    <message>
        <source>Step size ζ</source>
        <translation>Pas ζ</translation>
    </message>
    <message>
        <source>Stochastic, first order; one denoiser call a step.</source>
        <translation>Stochastique, premier ordre ; un appel du débruiteur par étape.</translation>
    </message>
    <message>
        <source>Stochasticity η</source>
        <translation>Stochasticité η</translation>
    </message>
    <message>
        <source>Surface pressure</source>
        <translation>Pression de surface</translation>
    </message>
    <message>
        <source>Surface temperature</source>
        <translation>Température de surface</translation>
    </message>
    <message>
        <source>Take files of one ensemble.</source>
        <translation>Prenez les fichiers d’un seul ensemble.</translation>
    </message>
    <message>
        <source>Take files of one step.</source>
        <translation>Prenez des fichiers d’un seul pas de temps.</translation>
    </message>
    <message>
        <source>Takes correlated observations for independent: needs a larger γ the denser they are. The paper uses the original spread with γ = 0.01, Appa the bounded one with γ = 1.</source>
        <translation>Prend des observations corrélées pour indépendantes : γ doit croître avec leur densité. L’article utilise la dispersion d’origine avec γ = 0,01, Appa la dispersion bornée avec γ = 1.</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Température</translation>
    </message>
    <message>
        <source>The background's grid holds only T%1; the length %2 asks for T%3.</source>
        <translation>La grille de l’ébauche ne tient que T%1 ; la longueur %2 demande T%3.</translation>
    </message>
    <message>
        <source>The data have no %1 states without a gap for %2: there are %3, %4 apart.</source>
        <translation>Les données n’ont pas %1 états sans lacune (%2) : il y en a %3, espacés de %4.</translation>
    </message>
    <message>
        <source>The guidance “covariance” needs a prior with a known covariance, which this one has not.</source>
        <translation>Le guidage « covariance » demande un a priori de covariance connue, ce que celui-ci n’a pas.</translation>
    </message>
    <message>
        <source>The network %1 has nothing to report: the series holds only %2.</source>
        <translation>Le réseau %1 n’a rien à observer : la série ne contient que %2.</translation>
    </message>
    <message>
        <source>The observations span %1 days, from %2 to %3.</source>
        <translation>Les observations couvrent %1 jours, de %2 à %3.</translation>
    </message>
    <message>
        <source>The observations' covariance is singular (an observation error is too small beside the background error).</source>
        <translation>La covariance des observations est singulière (une erreur d’observation est trop petite à côté de l’erreur d’ébauche).</translation>
    </message>
    <message>
        <source>The prior would have %1 variables and levels, more than %2.</source>
        <translation>L’a priori aurait %1 variables et niveaux, plus de %2.</translation>
    </message>
    <message>
        <source>The request</source>
        <translation>La requête</translation>
    </message>
    <message>
        <source>The request %1 cannot be read (there is no such file).</source>
        <translation>La requête %1 ne peut pas être lue (ce fichier n’existe pas).</translation>
    </message>
    <message>
        <source>The request holds a number that is too large for a computer.</source>
        <translation>La requête contient un nombre trop grand pour un ordinateur.</translation>
    </message>
    <message>
        <source>The request is not JSON (line %1 cannot be read).</source>
        <translation>La requête n’est pas du JSON (la ligne %1 est illisible).</translation>
    </message>
    <message>
        <source>The run that is followed has written no step yet.</source>
        <translation>L’exécution suivie n’a pas encore écrit d’étape.</translation>
    </message>
    <message>
        <source>The sampler “semiexact” needs a prior with a known covariance, which this one has not.</source>
        <translation>L’échantillonneur « semiexact » demande un a priori de covariance connue, ce que celui-ci n’a pas.</translation>
    </message>
    <message>
        <source>The truth has no %1.</source>
        <translation>La vérité n’a pas %1.</translation>
    </message>
    <message>
        <source>The variable was never written.</source>
        <translation>La variable n’a jamais été écrite.</translation>
    </message>
    <message>
        <source>The view names variable %1 at state %2, which the run does not have.</source>
        <translation>La vue nomme la variable %1 à l’état %2, que l’exécution n’a pas.</translation>
    </message>
    <message>
        <source>The window has %1 states, and 1 to %2 are possible.</source>
        <translation>La fenêtre a %1 états, et il peut y en avoir de 1 à %2.</translation>
    </message>
    <message>
        <source>There is no %1 "%2" (there are %3).</source>
        <translation>Il n’y a pas de %1 « %2 » (il y a %3).</translation>
    </message>
    <message>
        <source>There is no %1 “%2”.</source>
        <translation>Il n’y a pas de %1 « %2 ».</translation>
    </message>
    <message>
        <source>There is no network "%1" (there are %2).</source>
        <translation>Il n’y a pas de réseau « %1 » (il y a %2).</translation>
    </message>
    <message>
        <source>There is no run to branch from.</source>
        <translation>Il n’y a pas d’exécution d’où partir.</translation>
    </message>
    <message>
        <source>There is no run to save.</source>
        <translation>Il n’y a pas d’exécution à enregistrer.</translation>
    </message>
    <message>
        <source>There is: %1.</source>
        <translation>Il y a : %1.</translation>
    </message>
    <message>
        <source>This run has no truth to show.</source>
        <translation>Cette exécution n’a pas de vérité à montrer.</translation>
    </message>
    <message>
        <source>This run needs about %1 of memory, and %2 are free.</source>
        <translation>Cette exécution demande environ %1 de mémoire, et %2 sont libres.</translation>
    </message>
    <message>
        <source>This run needs about %1 of the GPU's memory, and %2 are free there.</source>
        <translation>Cette exécution demande environ %1 de la mémoire du GPU, et %2 y sont libres.</translation>
    </message>
    <message>
        <source>Truncation T%1 does not fit a grid of %2 × %3 points.</source>
        <translation>La troncature T%1 ne tient pas sur une grille de %2 × %3 points.</translation>
    </message>
    <message>
        <source>Understood: %1 as %2 of about %3 at %4 place.</source>
        <translation>Compris : %1 comme %2 d’environ %3 en %4 lieu.</translation>
    </message>
    <message>
        <source>Understood: %1 as %2 of about %3 at %4 places.</source>
        <translation>Compris : %1 comme %2 d’environ %3 en %4 lieux.</translation>
    </message>
    <message>
        <source>Understood: %1 as the time of the window; this prior may not know seasons.</source>
        <translation>Compris : %1 comme date de la fenêtre ; cet a priori ne connaît peut-être pas les saisons.</translation>
    </message>
    <message>
        <source>Uniform in log σ</source>
        <translation>Uniforme en log σ</translation>
    </message>
    <message>
        <source>Uniform in t</source>
        <translation>Uniforme en t</translation>
    </message>
    <message>
        <source>Unpack it and open the folder.</source>
        <translation>Décomprimez-le et ouvrez le dossier.</translation>
    </message>
    <message>
        <source>Unpack it by hand and open what is in it.</source>
        <translation>Décomprimez-le à la main et ouvrez ce qu’il contient.</translation>
    </message>
    <message>
        <source>Use "cpu" or "auto"; embellie-cli devices tells what there is.</source>
        <translation>Prenez « cpu » ou « auto » ; embellie-cli devices dit ce qu’il y a.</translation>
    </message>
    <message>
        <source>Use a truncation of at most %1.</source>
        <translation>Prenez une troncature d’au plus %1.</translation>
    </message>
    <message>
        <source>Use at most %1, or 0 to have it chosen.</source>
        <translation>Prenez au plus %1, ou 0 pour un choix automatique.</translation>
    </message>
    <message>
        <source>Use fewer members or observations, a shorter window or a lower truncation.</source>
        <translation>Prenez moins de membres ou d’observations, une fenêtre plus courte ou une troncature plus basse.</translation>
    </message>
    <message>
        <source>Use files on a global latitude-longitude grid.</source>
        <translation>Prenez des fichiers sur une grille globale en latitude et longitude.</translation>
    </message>
    <message>
        <source>Use it as a background or truth, or sample it with a network.</source>
        <translation>Prenez-le comme ébauche ou vérité, ou échantillonnez-le avec un réseau.</translation>
    </message>
    <message>
        <source>Use more data, shorter windows or a larger share.</source>
        <translation>Prenez plus de données, des fenêtres plus courtes ou une part plus grande.</translation>
    </message>
    <message>
        <source>Variance factor γ</source>
        <translation>Facteur de variance γ</translation>
    </message>
    <message>
        <source>Variance of x₀</source>
        <translation>Variance de x̂₀</translation>
    </message>
    <message>
        <source>Vertical velocity</source>
        <translation>Vitesse verticale</translation>
    </message>
    <message>
        <source>W2C</source>
        <translation>W2C</translation>
    </message>
    <message>
        <source>Wait for its first one.</source>
        <translation>Attendez la première.</translation>
    </message>
    <message>
        <source>Was it written by another version?</source>
        <translation>A-t-il été écrit par une autre version ?</translation>
    </message>
    <message>
        <source>Wind direction</source>
        <translation>Direction du vent</translation>
    </message>
    <message>
        <source>Wind speed</source>
        <translation>Vitesse du vent</translation>
    </message>
    <message>
        <source>Write for example "%1".</source>
        <translation>Écrivez par exemple « %1 ».</translation>
    </message>
    <message>
        <source>Write for example 2020-01-01T00:00:00Z.</source>
        <translation>Écrivez par exemple 2020-01-01T00:00:00Z.</translation>
    </message>
    <message>
        <source>Write for example PT6H or P1D.</source>
        <translation>Écrivez par exemple PT6H ou P1D.</translation>
    </message>
    <message>
        <source>Write for example thing=air_temperature or thing=air_temperature,degC.</source>
        <translation>Écrivez par exemple thing=air_temperature ou thing=air_temperature,degC.</translation>
    </message>
    <message>
        <source>Write it as guidance.strength=4.</source>
        <translation>Écrivez-le comme guidance.strength=4.</translation>
    </message>
    <message>
        <source>a box with south below north</source>
        <translation>une boîte dont le sud est sous le nord</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>une liste</translation>
    </message>
    <message>
        <source>a list of [k/K, factor] pairs with k/K rising from 0 to 1</source>
        <translation>une liste de paires [k/K, facteur] où k/K croît de 0 à 1</translation>
    </message>
    <message>
        <source>a list of numbers</source>
        <translation>une liste de nombres</translation>
    </message>
    <message>
        <source>a list of observations</source>
        <translation>une liste d’observations</translation>
    </message>
    <message>
        <source>a list of station ids and boxes</source>
        <translation>une liste de stations et de boîtes</translation>
    </message>
    <message>
        <source>a list of texts</source>
        <translation>une liste de textes</translation>
    </message>
    <message>
        <source>a list of {"step", "set"}</source>
        <translation>une liste de {"step", "set"}</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>un nombre</translation>
    </message>
    <message>
        <source>a number from %1 to %2</source>
        <translation>un nombre de %1 à %2</translation>
    </message>
    <message>
        <source>a number from %1 to %2 or "%3"</source>
        <translation>un nombre de %1 à %2 ou « %3 »</translation>
    </message>
    <message>
        <source>a number of at least %1</source>
        <translation>un nombre d’au moins %1</translation>
    </message>
    <message>
        <source>a positive number with its unit, such as "1.5 K",</source>
        <translation>un nombre positif avec son unité, tel que « 1.5 K »,</translation>
    </message>
    <message>
        <source>a reduced grid of %1 rows is brought to %2 columns by linear interpolation along the rows</source>
        <translation>une grille réduite de %1 rangées est amenée à %2 colonnes par interpolation linéaire le long des rangées</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>un texte</translation>
    </message>
    <message>
        <source>a time value lies millions of years away</source>
        <translation>une date se trouve à des millions d’années</translation>
    </message>
    <message>
        <source>a variable’s name and = are needed</source>
        <translation>il faut le nom d’une variable et =</translation>
    </message>
    <message>
        <source>a whole number from %1 to %2</source>
        <translation>un nombre entier de %1 à %2</translation>
    </message>
    <message>
        <source>a whole number from %1 to %2 or "%3"</source>
        <translation>un nombre entier de %1 à %2 ou « %3 »</translation>
    </message>
    <message>
        <source>a whole number from 0 to 18446744073709551615</source>
        <translation>un nombre entier de 0 à 18446744073709551615</translation>
    </message>
    <message>
        <source>a whole number of at least %1</source>
        <translation>un nombre entier d’au moins %1</translation>
    </message>
    <message>
        <source>all variables lie in groups, the first is %1</source>
        <translation>toutes les variables sont dans des groupes, la première est %1</translation>
    </message>
    <message>
        <source>an ISO 8601 duration such as PT6H or P1D</source>
        <translation>une durée ISO 8601 telle que PT6H ou P1D</translation>
    </message>
    <message>
        <source>an ISO 8601 time such as 2018-11-20T12:00:00Z</source>
        <translation>une date ISO 8601 telle que 2018-11-20T12:00:00Z</translation>
    </message>
    <message>
        <source>an object {…}</source>
        <translation>un objet {…}</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>auto</translation>
    </message>
    <message>
        <source>auto stops at a relative residual of 1e-3 (at most 64 iterations) and starts at the last step's solution; where the prior's covariance is known, the solve it would give is the preconditioner. Without Tweedie's formula V = σ²/(1+σ²) in the solve only.</source>
        <translation>auto s’arrête à un résidu relatif de 1e-3 (au plus 64 itérations) et part de la solution de l’étape précédente ; là où la covariance de l’a priori est connue, la résolution qu’elle donnerait sert de préconditionneur. Sans la formule de Tweedie, V = σ²/(1+σ²) dans la seule résolution.</translation>
    </message>
    <message>
        <source>auto, cpu, cuda or cuda:N</source>
        <translation>auto, cpu, cuda ou cuda:N</translation>
    </message>
    <message>
        <source>changes.%1.set: %2</source>
        <translation>changes.%1.set : %2</translation>
    </message>
    <message>
        <source>columns not used: %1</source>
        <translation>colonnes inutilisées : %1</translation>
    </message>
    <message>
        <source>device "%1" is not available here.</source>
        <translation>l’appareil « %1 » n’est pas disponible ici.</translation>
    </message>
    <message>
        <source>exactly one of file, network (with of) and values</source>
        <translation>exactement un de file, network (avec of) et values</translation>
    </message>
    <message>
        <source>exactly one of name, fit (a list of files) and background (a file)</source>
        <translation>exactement un de name, fit (une liste de fichiers) et background (un fichier)</translation>
    </message>
    <message>
        <source>excluded in the request</source>
        <translation>exclue dans la requête</translation>
    </message>
    <message>
        <source>grid</source>
        <translation>grille</translation>
    </message>
    <message>
        <source>background check: |O−B| exceeds %1·√(σ_b² + σ_o²)</source>
        <translation>contrôle par l’ébauche : |O−B| dépasse %1·√(σ_b² + σ_o²)</translation>
    </message>
    <message>
        <source>gross error: outside %1 to %2 %3</source>
        <translation>erreur grossière : hors de %1 à %2 %3</translation>
    </message>
    <message>
        <source>%1 begins at %2 and ends at %3.</source>
        <translation>%1 commence à %2 et finit à %3.</translation>
    </message>
    <message>
        <source>%1 has a ground of more points than fit in memory</source>
        <translation>%1 a un sol de plus de points que la mémoire n’en contient</translation>
    </message>
    <message>
        <source>Name a coarser orography.</source>
        <translation>Nommez une orographie plus grossière.</translation>
    </message>
    <message>
        <source>Give the lowest value first.</source>
        <translation>Donnez d’abord la plus basse valeur.</translation>
    </message>
    <message>
        <source>the lowest and the highest value, ["-40 degC", "45 degC"]</source>
        <translation>la plus basse et la plus haute valeur, ["-40 degC", "45 degC"]</translation>
    </message>
    <message>
        <source>guidance</source>
        <translation>guidage</translation>
    </message>
    <message>
        <source>has no latitude and longitude coordinates</source>
        <translation>n’a pas de coordonnées de latitude et de longitude</translation>
    </message>
    <message>
        <source>is damaged</source>
        <translation>est abîmé</translation>
    </message>
    <message>
        <source>it ends early</source>
        <translation>il finit trop tôt</translation>
    </message>
    <message>
        <source>it has more than %1 entries</source>
        <translation>elle a plus de %1 entrées</translation>
    </message>
    <message>
        <source>it is missing or cannot be read</source>
        <translation>il manque ou ne peut pas être lu</translation>
    </message>
    <message>
        <source>it is shorter than its first number</source>
        <translation>il est plus court que son premier nombre</translation>
    </message>
    <message>
        <source>it is truncated</source>
        <translation>il est tronqué</translation>
    </message>
    <message>
        <source>its arrays do not have the shapes that prior.json announces</source>
        <translation>ses tableaux n’ont pas les formes que prior.json annonce</translation>
    </message>
    <message>
        <source>its error is not positive</source>
        <translation>son erreur n’est pas positive</translation>
    </message>
    <message>
        <source>its header is longer than the file</source>
        <translation>son en-tête est plus long que le fichier</translation>
    </message>
    <message>
        <source>its header is not JSON</source>
        <translation>son en-tête n’est pas du JSON</translation>
    </message>
    <message>
        <source>its position is not on the globe</source>
        <translation>sa position n’est pas sur le globe</translation>
    </message>
    <message>
        <source>lies on a rotated-pole grid</source>
        <translation>est sur une grille à pôle tourné</translation>
    </message>
    <message>
        <source>lies on projected x and y, not on latitude and longitude</source>
        <translation>est en x et y projetés, pas en latitude et longitude</translation>
    </message>
    <message>
        <source>metric</source>
        <translation>mesure</translation>
    </message>
    <message>
        <source>months of no year are taken as those of 1970</source>
        <translation>des mois sans année sont pris comme ceux de 1970</translation>
    </message>
    <message>
        <source>no JSON document of kind "spectral"</source>
        <translation>pas de document JSON de type « spectral »</translation>
    </message>
    <message>
        <source>no file is given to read fields from</source>
        <translation>aucun fichier de champs n’est donné</translation>
    </message>
    <message>
        <source>no temporary file can be made there</source>
        <translation>aucun fichier temporaire ne peut y être créé</translation>
    </message>
    <message>
        <source>no value</source>
        <translation>pas de valeur</translation>
    </message>
    <message>
        <source>none of the %1 files</source>
        <translation>aucun des %1 fichiers</translation>
    </message>
    <message>
        <source>none of the %1 files holds %2</source>
        <translation>aucun des %1 fichiers ne contient %2</translation>
    </message>
    <message>
        <source>none of the %1 files holds the level %2</source>
        <translation>aucun des %1 fichiers n’a le niveau %2</translation>
    </message>
    <message>
        <source>not drawn: %1</source>
        <translation>non dessiné : %1</translation>
    </message>
    <message>
        <source>observation operator</source>
        <translation>opérateur d’observation</translation>
    </message>
    <message>
        <source>of the archive’s other files is left out %1</source>
        <translation>des autres fichiers de l’archive est laissé de côté %1</translation>
    </message>
    <message>
        <source>of the archive’s other files is left out %1 and more</source>
        <translation>des autres fichiers de l’archive sont laissés de côté %1 et d’autres</translation>
    </message>
    <message>
        <source>one of %1</source>
        <translation>un de %1</translation>
    </message>
    <message>
        <source>one of its messages is damaged</source>
        <translation>un de ses messages est abîmé</translation>
    </message>
    <message>
        <source>outside the window</source>
        <translation>hors de la fenêtre</translation>
    </message>
    <message>
        <source>A truth or a first state cannot be brought into waves around the globe from a part of it.</source>
        <translation>Une vérité ou un premier état ne se décompose pas en ondes autour du globe à partir d’une partie de celui-ci.</translation>
    </message>
    <message>
        <source>Leave truth and task.input out with a background that covers a part of the globe.</source>
        <translation>Laissez de côté truth et task.input avec une ébauche qui couvre une partie du globe.</translation>
    </message>
    <message>
        <source>Give a folder with .nc, .nc4 or .csv files.</source>
        <translation>Donnez un dossier qui contient des fichiers .nc, .nc4 ou .csv.</translation>
    </message>
    <message>
        <source>outside the prior's area</source>
        <translation>hors de la zone de l’a priori</translation>
    </message>
    <message>
        <source>prior "%1" is neither a shipped prior nor a folder.</source>
        <translation>L’a priori « %1 » n’est ni fourni ni un dossier.</translation>
    </message>
    <message>
        <source>%1 "%2" does not fit %3, which is in %4.</source>
        <translation>%1 « %2 » ne convient pas à %3, qui est en %4.</translation>
    </message>
    <message>
        <source>prior.errors names %1, which the background does not hold.</source>
        <translation>prior.errors nomme %1, que l’ébauche ne contient pas.</translation>
    </message>
    <message>
        <source>Use CF standard names such as air_temperature.</source>
        <translation>Utilisez des noms standard CF comme air_temperature.</translation>
    </message>
    <message>
        <source>%1 "%2" is not positive.</source>
        <translation>%1 « %2 » n’est pas positif.</translation>
    </message>
    <message>
        <source>prior.length "%1" is outside 10 km … 5000 km.</source>
        <translation>prior.length « %1 » est hors de 10 km … 5000 km.</translation>
    </message>
    <message>
        <source>prior.truncation %1 does not fit a grid of %2 × %3 points.</source>
        <translation>prior.truncation %1 ne tient pas sur une grille de %2 × %3 points.</translation>
    </message>
    <message>
        <source>sampler</source>
        <translation>échantillonneur</translation>
    </message>
    <message>
        <source>schedule</source>
        <translation>bruitage</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>laissée de côté</translation>
    </message>
    <message>
        <source>spectral</source>
        <translation>spectral</translation>
    </message>
    <message>
        <source>switched off in the request</source>
        <translation>désactivée dans la requête</translation>
    </message>
    <message>
        <source>task</source>
        <translation>tâche</translation>
    </message>
    <message>
        <source>task.text "%1" says nothing that is understood.</source>
        <translation>task.text « %1 » ne dit rien qui soit compris.</translation>
    </message>
    <message>
        <source>task.text "%1" speaks of nothing that this prior has.</source>
        <translation>task.text « %1 » ne parle de rien que cet a priori ait.</translation>
    </message>
    <message>
        <source>task.text says %1, which is no %2.</source>
        <translation>task.text dit %1, qui n’est pas un %2.</translation>
    </message>
    <message>
        <source>testing</source>
        <translation>test</translation>
    </message>
    <message>
        <source>the %1 files of the archive are joined by their times</source>
        <translation>les %1 fichiers de l’archive sont réunis par leurs dates</translation>
    </message>
    <message>
        <source>the calendar "%1" is unknown</source>
        <translation>le calendrier « %1 » est inconnu</translation>
    </message>
    <message>
        <source>the chunk %1 of %2 %3</source>
        <translation>le bloc %1 de %2 %3</translation>
    </message>
    <message>
        <source>the data of “%1” lie outside the file or do not fit its shape</source>
        <translation>les données de « %1 » sortent du fichier ou ne correspondent pas à sa forme</translation>
    </message>
    <message>
        <source>the description of “%1” is incomplete</source>
        <translation>la description de « %1 » est incomplète</translation>
    </message>
    <message>
        <source>the prior has no %1</source>
        <translation>l’a priori n’a pas %1</translation>
    </message>
    <message>
        <source>the prior has no %1 at their levels</source>
        <translation>l’a priori n’a pas %1 à leurs niveaux</translation>
    </message>
    <message>
        <source>the request</source>
        <translation>la requête</translation>
    </message>
    <message>
        <source>the time units "%1" make no sense</source>
        <translation>les unités de temps « %1 » n’ont pas de sens</translation>
    </message>
    <message>
        <source>the unit %1 does not fit</source>
        <translation>l’unité %1 ne va pas</translation>
    </message>
    <message>
        <source>the unit of %1 is not given and judged by the values</source>
        <translation>l’unité de %1 n’est pas donnée ; elle est jugée d’après les valeurs</translation>
    </message>
    <message>
        <source>the unit of %1 is not known: left out</source>
        <translation>l’unité de %1 est inconnue : laissé de côté</translation>
    </message>
    <message>
        <source>the values of %1 are damaged or packed in a way that this ecCodes does not read</source>
        <translation>les valeurs de %1 sont abîmées ou comprimées d’une façon que cet ecCodes ne lit pas</translation>
    </message>
    <message>
        <source>the zip archive holds more than %1 files</source>
        <translation>l’archive zip contient plus de %1 fichiers</translation>
    </message>
    <message>
        <source>the zip archive holds no NetCDF or GRIB file</source>
        <translation>l’archive zip ne contient aucun fichier NetCDF ou GRIB</translation>
    </message>
    <message>
        <source>there is no time column; all rows are taken at 1970-01-01T00:00:00Z</source>
        <translation>il n’y a pas de colonne de temps ; toutes les lignes sont prises au 1970-01-01T00:00:00Z</translation>
    </message>
    <message>
        <source>training</source>
        <translation>entraînement</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true ou false</translation>
    </message>
    <message>
        <source>variables not used: %1</source>
        <translation>variables inutilisées : %1</translation>
    </message>
    <message>
        <source>window.length %1 is outside 1 … %2.</source>
        <translation>window.length %1 est hors de 1 … %2.</translation>
    </message>
    <message>
        <source>η = 0 is deterministic (Euler's method in σ/α), η = 1 is DDPM.</source>
        <translation>η = 0 est déterministe (méthode d’Euler en σ/α), η = 1 est DDPM.</translation>
    </message>
    <message>
        <source>σ_max %1 is less than 10·√λ_max = %2 of this prior: the start is not quite noise.</source>
        <translation>σ_max %1 est inférieur à 10·√λ_max = %2 de cet a priori : le départ n’est pas tout à fait du bruit.</translation>
    </message>
    <message>
        <source>“%1” cannot be opened.</source>
        <translation>« %1 » ne peut pas être ouvert.</translation>
    </message>
    <message>
        <source>“%1” has an unknown type or an impossible shape</source>
        <translation>« %1 » a un type inconnu ou une forme impossible</translation>
    </message>
    <message>
        <source>“%1” has no array “%2”.</source>
        <translation>« %1 » n’a pas de tableau « %2 ».</translation>
    </message>
    <message>
        <source>“%1” has no setting “%2”.</source>
        <translation>« %1 » n’a pas de réglage « %2 ».</translation>
    </message>
    <message>
        <source>“%1” is not a usable safetensors file: %2.</source>
        <translation>« %1 » n’est pas un fichier safetensors utilisable : %2.</translation>
    </message>
    <message>
        <source>“%1” is of type %2, which has no plain numbers</source>
        <translation>« %1 » est de type %2, qui n’a pas de nombres simples</translation>
    </message>
    <message>
        <source>A first-order step of length h in ln u loses h² g(1−g) of a direction's variance; this density keeps most of their sum (weight variance) or of the mean share (each). The even share keeps nodes for what the prior does not know. Needs a prior with a known covariance.</source>
        <translation>Un pas du premier ordre de longueur h en ln u perd h² g(1−g) de la variance d’une direction ; cette densité conserve le plus de leur somme (poids variance) ou de la part moyenne (each). La part uniforme garde des nœuds pour ce que l’a priori ignore. Demande un a priori de covariance connue.</translation>
    </message>
    <message>
        <source>Adams–Bashforth on the velocity (vAB)</source>
        <translation>Adams–Bashforth sur la vitesse (vAB)</translation>
    </message>
    <message>
        <source>Added noise S_noise</source>
        <translation>Bruit ajouté S_noise</translation>
    </message>
    <message>
        <source>By the prior's spectrum</source>
        <translation>Selon le spectre de l’a priori</translation>
    </message>
    <message>
        <source>Churn S_churn</source>
        <translation>Brassage S_churn</translation>
    </message>
    <message>
        <source>Correction size τ</source>
        <translation>Taille de correction τ</translation>
    </message>
    <message>
        <source>Corrects after the prediction, at s; each correction is one more denoiser call. Biased: where the clean variance is λ it settles at (λ+u²)/(1 − dκ/2) instead of λ+u², κ = u²/(λ+u²), so at 1 + r² times the variance at high noise: +2.6 % with r = 0.16. The mean norm of all members, as in the paper, makes members depend on each other.</source>
        <translation>Corrige après la prédiction, en s ; chaque correction est un appel de plus du débruiteur. Biaisé : où la variance nette est λ, il se fixe à (λ+u²)/(1 − dκ/2) au lieu de λ+u², κ = u²/(λ+u²), soit 1 + r² fois la variance à fort bruit : +2,6 % avec r = 0,16. La norme moyenne de tous les membres, comme dans l’article, rend les membres dépendants.</translation>
    </message>
    <message>
        <source>Corrects after the prediction, at s; each correction is one more denoiser call. Biased: where the clean variance is λ it settles at (λ+u²)/(1 − dκ/2) instead of λ+u², κ = u²/(λ+u²), so at 1 + τ/2 times the variance at high noise: +12.5 % with τ = 0.25. The form unbiased settles at (1−τ/2) times that: right where κ is the mean of z², as where all directions are alike.</source>
        <translation>Corrige après la prédiction, en s ; chaque correction est un appel de plus du débruiteur. Biaisé : où la variance nette est λ, il se fixe à (λ+u²)/(1 − dκ/2) au lieu de λ+u², κ = u²/(λ+u²), soit 1 + τ/2 fois la variance à fort bruit : +12,5 % avec τ = 0,25. La forme unbiased se fixe à (1−τ/2) fois cela : juste où κ est la moyenne de z², comme là où toutes les directions se valent.</translation>
    </message>
    <message>
        <source>Cosine with offset (improved DDPM)</source>
        <translation>Cosinus décalé (DDPM amélioré)</translation>
    </message>
    <message>
        <source>DPM-Solver++ (2M)</source>
        <translation>DPM-Solver++ (2M)</translation>
    </message>
    <message>
        <source>DPM-Solver++ (2S)</source>
        <translation>DPM-Solver++ (2S)</translation>
    </message>
    <message>
        <source>Decay (rectified, with time slowed towards noise)</source>
        <translation>Décroissance (rectifié, temps ralenti vers le bruit)</translation>
    </message>
    <message>
        <source>Decay γ</source>
        <translation>Décroissance γ</translation>
    </message>
    <message>
        <source>EDM (Heun with churn)</source>
        <translation>EDM (Heun avec brassage)</translation>
    </message>
    <message>
        <source>Exponential Adams–Bashforth on the mean (xEAB)</source>
        <translation>Adams–Bashforth exponentiel sur la moyenne (xEAB)</translation>
    </message>
    <message>
        <source>Exponential Adams–Bashforth on the noise (zEAB)</source>
        <translation>Adams–Bashforth exponentiel sur le bruit (zEAB)</translation>
    </message>
    <message>
        <source>First order. η = 0 is the probability-flow ODE (Euler), η = 1 the reverse SDE. Only T = 1 samples the prior.</source>
        <translation>Premier ordre. η = 0 est l’EDO du flot de probabilité (Euler), η = 1 l’EDS inverse. Seul T = 1 échantillonne l’a priori.</translation>
    </message>
    <message>
        <source>First order; in one jump it loses about W times the variance that DDIM loses in as many steps. One denoiser call a step, W with small steps. A sampler that was not told the run's nodes steps as DDIM does.</source>
        <translation>Premier ordre ; d’un saut il perd environ W fois la variance que DDIM perd en autant d’étapes. Un appel du débruiteur par étape, W avec de petits pas. Sans connaître les nœuds du calcul, il avance comme DDIM.</translation>
    </message>
    <message>
        <source>GenCast (DPM-Solver++ 2S with churn)</source>
        <translation>GenCast (DPM-Solver++ 2S avec brassage)</translation>
    </message>
    <message>
        <source>Greatest rate β</source>
        <translation>Taux β le plus fort</translation>
    </message>
    <message>
        <source>Itô (Euler–Maruyama)</source>
        <translation>Itô (Euler–Maruyama)</translation>
    </message>
    <message>
        <source>Last factor</source>
        <translation>Dernier facteur</translation>
    </message>
    <message>
        <source>Least noise S_min</source>
        <translation>Bruit le plus faible S_min</translation>
    </message>
    <message>
        <source>Least rate β</source>
        <translation>Taux β le plus faible</translation>
    </message>
    <message>
        <source>Least signal and noise η</source>
        <translation>Signal et bruit les plus faibles η</translation>
    </message>
    <message>
        <source>Most noise S_max</source>
        <translation>Bruit le plus fort S_max</translation>
    </message>
    <message>
        <source>Nodes ahead W</source>
        <translation>Nœuds en avant W</translation>
    </message>
    <message>
        <source>Offset s</source>
        <translation>Décalage s</translation>
    </message>
    <message>
        <source>Order n of the sampler</source>
        <translation>Ordre n de l’échantillonneur</translation>
    </message>
    <message>
        <source>Predictor–corrector of SDA</source>
        <translation>Prédicteur–correcteur de SDA</translation>
    </message>
    <message>
        <source>Predictor–corrector of Song</source>
        <translation>Prédicteur–correcteur de Song</translation>
    </message>
    <message>
        <source>Rewind</source>
        <translation>Retour en arrière</translation>
    </message>
    <message>
        <source>Rosenbrock exponential Adams–Bashforth (REAB)</source>
        <translation>Adams–Bashforth exponentiel de Rosenbrock (REAB)</translation>
    </message>
    <message>
        <source>SDA (variance preserving)</source>
        <translation>SDA (variance conservée)</translation>
    </message>
    <message>
        <source>Second order, starts at first; one denoiser call a step.</source>
        <translation>Second ordre, commence au premier ; un appel du débruiteur par étape.</translation>
    </message>
    <message>
        <source>Second order; two denoiser calls a step. S_noise = 1 samples the prior; the paper's 1.003 to 1.007 make up for what networks lose. A sampler that was not told how many steps there are takes its step for the only one.</source>
        <translation>Second ordre ; deux appels du débruiteur par étape. S_noise = 1 échantillonne l’a priori ; les 1,003 à 1,007 de l’article compensent ce que perdent les réseaux. Sans connaître le nombre d’étapes, il prend la sienne pour la seule.</translation>
    </message>
    <message>
        <source>Second order; two denoiser calls a step. S_noise = 1.05 makes up for what GenCast's network loses: with an exact denoiser it leaves too much variance, 1 does not. GenCast takes 20 steps.</source>
        <translation>Second ordre ; deux appels du débruiteur par étape. S_noise = 1,05 compense ce que perd le réseau de GenCast : avec un débruiteur exact il laisse trop de variance, 1 non. GenCast prend 20 étapes.</translation>
    </message>
    <message>
        <source>Share laid evenly in log σ</source>
        <translation>Part répartie uniformément en log σ</translation>
    </message>
    <message>
        <source>Signal over time</source>
        <translation>Signal au cours du temps</translation>
    </message>
    <message>
        <source>Signal-to-noise ratio r</source>
        <translation>Rapport signal sur bruit r</translation>
    </message>
    <message>
        <source>Song's VE-SDE</source>
        <translation>EDS VE de Song</translation>
    </message>
    <message>
        <source>Song's VP-SDE (linear β)</source>
        <translation>EDS VP de Song (β linéaire)</translation>
    </message>
    <message>
        <source>Steps ahead</source>
        <translation>Pas en avant</translation>
    </message>
    <message>
        <source>Temperature T</source>
        <translation>Température T</translation>
    </message>
    <message>
        <source>The paper has no α_min and σ_min: it keeps away from t = 0 and 1 by its discrete steps.</source>
        <translation>L’article n’a ni α_min ni σ_min : ses étapes discrètes le tiennent loin de t = 0 et 1.</translation>
    </message>
    <message>
        <source>The paper has σ_min = 0 and stops its runs at a small t instead. σ/α ends at 152 with β_max = 20.</source>
        <translation>L’article prend σ_min = 0 et s’arrête à un petit t. σ/α finit à 152 avec β_max = 20.</translation>
    </message>
    <message>
        <source>The paper's experiments use cos and vp.</source>
        <translation>Les expériences de l’article utilisent cos et vp.</translation>
    </message>
    <message>
        <source>The paper's range, for images of unit variance; correlated trajectories need σ_max ≥ 10·√(largest eigenvalue), as “loglinear” has it.</source>
        <translation>L’intervalle de l’article, pour des images de variance unité ; des trajectoires corrélées demandent σ_max ≥ 10·√(plus grande valeur propre), comme « loglinear ».</translation>
    </message>
    <message>
        <source>Variance</source>
        <translation>Variance</translation>
    </message>
    <message>
        <source>Variance preserving (quadratic)</source>
        <translation>Variance conservée (quadratique)</translation>
    </message>
    <message>
        <source>Weight of an eigenvalue</source>
        <translation>Poids d’une valeur propre</translation>
    </message>
    <message>
        <source>azula's form has σ_t in the last root where its derivation gives σ_s: it is of first order whatever the order asked for.</source>
        <translation>La forme d’azula a σ_t dans la dernière racine où sa dérivation donne σ_s : elle est du premier ordre quel que soit l’ordre demandé.</translation>
    </message>
    <message>
        <source>bytes after the last message are no GRIB and are left out</source>
        <translation>des octets après le dernier message ne sont pas du GRIB et sont laissés de côté</translation>
    </message>
    <message>
        <source>bytes between messages are no GRIB and are left out</source>
        <translation>des octets entre les messages ne sont pas du GRIB et sont laissés de côté</translation>
    </message>
    <message>
        <source>cannot be written</source>
        <translation>ne peut pas être écrit</translation>
    </message>
    <message>
        <source>Acts on</source>
        <translation>Agit sur</translation>
    </message>
    <message>
        <source>Classifier-free guidance</source>
        <translation>Guidage sans classifieur</translation>
    </message>
    <message>
        <source>DiffPIR (proximal step)</source>
        <translation>DiffPIR (pas proximal)</translation>
    </message>
    <message>
        <source>Download it again.</source>
        <translation>Téléchargez-le de nouveau.</translation>
    </message>
    <message>
        <source>MMPS with A V Aᵀ replaced by its row sums: no solve; exact for one observation. Row sums can be negative, which is no variance: they are held at 0. azula leaves them so, and puts V Aᵀ 1 through A itself where A is not linear.</source>
        <translation>MMPS où A V Aᵀ est remplacé par les sommes de ses lignes : sans résolution ; exact pour une seule observation. Ces sommes peuvent être négatives, ce qui n’est pas une variance : elles sont bornées à 0. azula les laisse ainsi, et fait passer V Aᵀ 1 par A lui-même si A n’est pas linéaire.</translation>
    </message>
    <message>
        <source>No derivative of the denoiser: an observation spreads only as far as its own operator does. Exact for a white prior of variance c where λ = 1 + u²/c. auto: Cholesky, or conjugate gradients to a relative residual of 1e-6; a number: so many iterations of the solver.</source>
        <translation>Sans dérivée du débruiteur : une observation ne s’étend pas plus loin que son propre opérateur. Exact pour un a priori blanc de variance c si λ = 1 + u²/c. auto : Cholesky, ou gradients conjugués jusqu’à un résidu relatif de 1e-6 ; un nombre : autant d’itérations du solveur.</translation>
    </message>
    <message>
        <source>No product with the denoiser's derivative; exact for a Gaussian prior and linear observations. auto: Cholesky where the prior tells the observations' covariance (at most 7,000), else conjugate gradients from the last step's solution to a relative residual of 0.02; a number: so many plain iterations of the solver. Needs a prior with a known covariance.</source>
        <translation>Aucun produit avec la dérivée du débruiteur ; exact pour un a priori gaussien et des observations linéaires. auto : Cholesky si l’a priori dit la covariance des observations (7 000 au plus), sinon gradients conjugués partant de la solution du pas précédent, jusqu’à un résidu relatif de 0,02 ; un nombre : autant d’itérations simples du solveur. Demande un a priori de covariance connue.</translation>
    </message>
    <message>
        <source>Not Bayesian: y is taken for exact and blended in with the weight s/(1+s), whatever the observations' errors. Costs as many denoiser calls a step as there are repetitions.</source>
        <translation>Non bayésien : y est pris pour exact et mélangé avec le poids s/(1+s), quelles que soient les erreurs des observations. Coûte autant d’appels du débruiteur par étape qu’il y a de répétitions.</translation>
    </message>
    <message>
        <source>PGDM (pseudo-inverse)</source>
        <translation>PGDM (pseudo-inverse)</translation>
    </message>
    <message>
        <source>RePaint (not Bayesian)</source>
        <translation>RePaint (non bayésien)</translation>
    </message>
    <message>
        <source>Regularisation λ</source>
        <translation>Régularisation λ</translation>
    </message>
    <message>
        <source>Repetitions a step</source>
        <translation>Répétitions par étape</translation>
    </message>
    <message>
        <source>Row sums of A V Aᵀ</source>
        <translation>Sommes des lignes de A V Aᵀ</translation>
    </message>
    <message>
        <source>Scale of the correction c</source>
        <translation>Échelle c de la correction</translation>
    </message>
    <message>
        <source>Solver of a number of iterations</source>
        <translation>Solveur pour un nombre d’itérations</translation>
    </message>
    <message>
        <source>Strengthens the prior's own condition (its date, past states or words) and looks at no observation: s = 1 is the plain conditional prior, 0 the prior without its condition. A prior that has none is refused.</source>
        <translation>Renforce la condition propre à l’a priori (date, états passés ou mots) et ne regarde aucune observation : s = 1 est l’a priori conditionnel tel quel, 0 l’a priori sans sa condition. Un a priori qui n’en a pas est refusé.</translation>
    </message>
    <message>
        <source>TDS (twisted particles)</source>
        <translation>TDS (particules infléchies)</translation>
    </message>
    <message>
        <source>TMPD (moment projection)</source>
        <translation>TMPD (projection des moments)</translation>
    </message>
    <message>
        <source>Takes the observations for exact: made for noiseless data and ddim. Unstable where s·c exceeds 2, as each late step then overshoots y.</source>
        <translation>Prend les observations pour exactes : fait pour des données sans bruit et ddim. Instable si s·c dépasse 2, car chaque étape tardive dépasse alors y.</translation>
    </message>
    <message>
        <source>The only method whose error falls with the number of members alone; takes DDPM steps whatever the sampler. In many dimensions few particles survive and the members become alike.</source>
        <translation>La seule méthode dont l’erreur diminue par le seul nombre de membres ; fait des pas DDPM quel que soit l’échantillonneur. En grande dimension, peu de particules survivent et les membres se ressemblent.</translation>
    </message>
    <message>
        <source>Variance factor γ of the twist</source>
        <translation>Facteur de variance γ de l’inflexion</translation>
    </message>
    <message>
        <source>The correlation of %1 observation errors is not positive definite.</source>
        <translation>La corrélation des erreurs de %1 observations n’est pas définie positive.</translation>
    </message>
    <message>
        <source>Give a shorter correlation length.</source>
        <translation>Donnez une longueur de corrélation plus courte.</translation>
    </message>
    <message>
        <source>a length (&quot;100 km&quot;), a scale in levels (0.3), or both</source>
        <translation>une longueur (« 100 km »), une échelle en niveaux (0,3), ou les deux</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>un nombre entier</translation>
    </message>
    <message>
        <source>The times of a long window are not equally spaced.</source>
        <translation>Les dates d’une longue fenêtre ne sont pas régulièrement espacées.</translation>
    </message>
    <message>
        <source>Choose a window with one step.</source>
        <translation>Choisissez une fenêtre à pas constant.</translation>
    </message>
    <message>
        <source>The network mask has no places.</source>
        <translation>Le réseau mask n’a pas de lieux.</translation>
    </message>
    <message>
        <source>Name a gridded mask or a list of stations as its places.</source>
        <translation>Donnez comme lieux un masque sur grille ou une liste de stations.</translation>
    </message>
    <message>
        <source>The network %1 cannot take %2 = %3.</source>
        <translation>Le réseau %1 n’accepte pas %2 = %3.</translation>
    </message>
    <message>
        <source>See its knobs and their ranges in the catalogue.</source>
        <translation>Voyez ses réglages et leurs bornes dans le catalogue.</translation>
    </message>
    <message>
        <source>The time grid “spectrum” needs a prior with a known covariance, which this one has not.</source>
        <translation>La grille de temps « spectrum » demande un a priori de covariance connue, ce que celui-ci n’a pas.</translation>
    </message>
    <message>
        <source>Choose another grid, for example logsigma or edm.</source>
        <translation>Choisissez une autre grille, par exemple logsigma ou edm.</translation>
    </message>
    <message>
        <source>%1 joins %2 observations; more than %3 cannot be factored.</source>
        <translation>%1 relie %2 observations ; au-delà de %3, on ne peut pas factoriser.</translation>
    </message>
    <message>
        <source>%1 joins the versions of its dimension expver: the first that has a value is taken</source>
        <translation>%1 réunit les versions de sa dimension expver : la première qui a une valeur est prise</translation>
    </message>
    <message>
        <source>%1 lies on a grid of the kind %2, not on latitude and longitude</source>
        <translation>%1 est sur une grille de type %2, pas sur latitude et longitude</translation>
    </message>
    <message>
        <source>%1 lies on a part of a reduced grid, and only whole ones are read</source>
        <translation>%1 est sur une partie d’une grille réduite, et seules les grilles entières sont lues</translation>
    </message>
    <message>
        <source>Use fewer observations, or leave the correlation out.</source>
        <translation>Prenez moins d’observations, ou renoncez à la corrélation.</translation>
    </message>
    <message>
        <source>There is no room for %1 MiB in %2, where a long trajectory is kept.</source>
        <translation>Il n’y a pas de place pour %1 Mio dans %2, où une longue trajectoire est gardée.</translation>
    </message>
    <message>
        <source>Set TMPDIR to a folder on a larger disk, or use fewer members or a shorter window.</source>
        <translation>Donnez à TMPDIR un dossier sur un plus grand disque, ou prenez moins de membres ou une fenêtre plus courte.</translation>
    </message>
    <message>
        <source>%1 cannot hold a long trajectory (%2).</source>
        <translation>%1 ne peut pas contenir une longue trajectoire (%2).</translation>
    </message>
    <message>
        <source>%1 comes more than once for the same time: the shortest forecast is kept</source>
        <translation>%1 vient plusieurs fois pour la même date : la prévision la plus courte est gardée</translation>
    </message>
    <message>
        <source>%1 declares %2 MB for %3, but holds no chunk of it.</source>
        <translation>%1 annonce %2 Mo pour %3, mais n’en contient aucun bloc.</translation>
    </message>
    <message>
        <source>Set TMPDIR to a folder that can be written.</source>
        <translation>Donnez à TMPDIR un dossier où l’on peut écrire.</translation>
    </message>
    <message>
        <source>device &quot;%1&quot; is not available here: %2.</source>
        <translation>L’appareil « %1 » n’est pas disponible ici : %2.</translation>
    </message>
    <message>
        <source>The states of this run are larger than memory allows; they lie in files on disk while it goes on.</source>
        <translation>Les états de ce calcul dépassent la mémoire ; ils sont gardés dans des fichiers pendant qu’il dure.</translation>
    </message>
    <message>
        <source>This prior is a chain of many states, whose covariance has no eigenbasis at hand.</source>
        <translation>Cet a priori est une chaîne de nombreux états, dont on n’a pas la base propre.</translation>
    </message>
    <message>
        <source>Choose the sampler lms and the guidance covariance or mmps, or a window of at most 64 states.</source>
        <translation>Choisissez l’échantillonneur lms et le guidage covariance ou mmps, ou une fenêtre d’au plus 64 états.</translation>
    </message>
    <message>
        <source>The guidance “cfg” needs a prior with a condition that can be left out, which this one has not.</source>
        <translation>Le guidage « cfg » demande un a priori dont la condition peut être omise, ce que celui-ci n’a pas.</translation>
    </message>
    <message>
        <source>Reanalysis</source>
        <translation>Réanalyse</translation>
    </message>
    <message>
        <source>Every observation of the window is used; without any, the prior is sampled.</source>
        <translation>Toutes les observations de la fenêtre servent ; sans aucune, on tire de l’a priori.</translation>
    </message>
    <message>
        <source>Filtering</source>
        <translation>Filtrage</translation>
    </message>
    <message>
        <source>The window is sampled as in a reanalysis; the result holds its last state only.</source>
        <translation>La fenêtre est tirée comme dans une réanalyse ; le résultat n’en garde que le dernier état.</translation>
    </message>
    <message>
        <source>Forecast, all at once</source>
        <translation>Prévision d’un seul tenant</translation>
    </message>
    <message>
        <source>The window goes on for the lead time beyond its observed part, and all of it is sampled together. Observations of the forecast part only verify it.</source>
        <translation>La fenêtre dépasse sa partie observée de l’échéance, et tout est tiré ensemble. Les observations de la partie prévue ne servent qu’à vérifier.</translation>
    </message>
    <message>
        <source>Lead time</source>
        <translation>Échéance</translation>
    </message>
    <message>
        <source>Sample the prior</source>
        <translation>Tirer de l’a priori</translation>
    </message>
    <message>
        <source>Observations in the request are not used.</source>
        <translation>Les observations de la requête ne servent pas.</translation>
    </message>
    <message>
        <source>Weather in words</source>
        <translation>Le temps en mots</translation>
    </message>
    <message>
        <source>English or French: lows, highs, jets, cold and warm spells, winds; regions; strengths; values with units; seasons. The notes tell what was understood and what was not.</source>
        <translation>En français ou en anglais : dépressions, anticyclones, jets, vagues de froid et de chaleur, vents ; régions ; forces ; valeurs avec unités ; saisons. Les notes disent ce qui a été compris et ce qui ne l’a pas été.</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Description</translation>
    </message>
    <message>
        <source>Forecast, state by state</source>
        <translation>Prévision d’état en état</translation>
    </message>
    <message>
        <source>Past states given</source>
        <translation>États passés donnés</translation>
    </message>
    <message>
        <source>New states a leg</source>
        <translation>Nouveaux états par tronçon</translation>
    </message>
    <message>
        <source>One diffusion run a leg, each given the last states before it; the steps are those of one leg. The first leg is a reanalysis of the observations, unless a file gives the starting states. Observations of the forecast part only verify it.</source>
        <translation>Une diffusion par tronçon, chacune connaissant les derniers états qui la précèdent ; les étapes sont celles d’un tronçon. Le premier est une réanalyse des observations, à moins qu’un fichier ne donne les états de départ. Les observations de la partie prévue ne servent qu’à vérifier.</translation>
    </message>
    <message>
        <source>Starting states (file)</source>
        <translation>États de départ (fichier)</translation>
    </message>
    <message>
        <source>Super-resolution</source>
        <translation>Super-résolution</translation>
    </message>
    <message>
        <source>Coarser by</source>
        <translation>Facteur</translation>
    </message>
    <message>
        <source>Error, share of the spread</source>
        <translation>Erreur, part de l’écart type</translation>
    </message>
    <message>
        <source>Needs no training: every coarse value is observed as the mean over its cell. The coarse field is a file, or the truth made coarse by the factor, which must divide the prior's grid.</source>
        <translation>Sans apprentissage : chaque valeur grossière est observée comme la moyenne de sa maille. Le champ grossier est un fichier, ou la vérité rendue grossière par le facteur, qui doit diviser la grille de l’a priori.</translation>
    </message>
    <message>
        <source>Coarse field (file)</source>
        <translation>Champ grossier (fichier)</translation>
    </message>
    <message>
        <source>%1 has no %2.</source>
        <translation>%1 : pas de %2.</translation>
    </message>
    <message>
        <source>%1 has no state at %2.</source>
        <translation>%1 : aucun état à %2.</translation>
    </message>
    <message>
        <source>The truth</source>
        <translation>La vérité</translation>
    </message>
    <message>
        <source>The file of starting states</source>
        <translation>Le fichier des états de départ</translation>
    </message>
    <message>
        <source>Choose a window that the file covers, or leave the file out of the request.</source>
        <translation>Choisissez une fenêtre que le fichier couvre, ou retirez le fichier de la requête.</translation>
    </message>
    <message>
        <source>Name the variables both have in prior.variables, or leave the file out of the request.</source>
        <translation>Nommez dans prior.variables les variables que les deux contiennent, ou retirez le fichier de la requête.</translation>
    </message>
    <message>
        <source>The file of starting states has missing values.</source>
        <translation>Le fichier des états de départ a des valeurs manquantes.</translation>
    </message>
    <message>
        <source>Give a file whose fields are complete, or start from observations.</source>
        <translation>Donnez un fichier aux champs complets, ou partez d’observations.</translation>
    </message>
    <message>
        <source>Nothing is left to sample: the starting states are given and the lead time is 0.</source>
        <translation>Rien à tirer : les états de départ sont donnés et l’échéance est 0.</translation>
    </message>
    <message>
        <source>Give a lead time of a step or more.</source>
        <translation>Donnez une échéance d’un pas ou plus.</translation>
    </message>
    <message>
        <source>The starting states are given: observations only verify.</source>
        <translation>Les états de départ sont donnés : les observations ne servent qu’à vérifier.</translation>
    </message>
    <message>
        <source>The factor %1 does not divide the grid of %2 × %3 points.</source>
        <translation>Le facteur %1 ne divise pas la grille de %2 × %3 points.</translation>
    </message>
    <message>
        <source>Choose a factor that divides its columns and rows (rows − 1 where both poles are rows), such as 4.</source>
        <translation>Choisissez un facteur qui divise ses colonnes et ses lignes (lignes − 1 si les deux pôles sont des lignes), par exemple 4.</translation>
    </message>
    <message>
        <source>The coarse field has %1 points, and the prior's grid %2.</source>
        <translation>Le champ grossier a %1 points, et la grille de l’a priori %2.</translation>
    </message>
    <message>
        <source>Give a field on a coarser grid than the prior's in task.input.</source>
        <translation>Donnez dans task.input un champ sur une grille plus grossière que celle de l’a priori.</translation>
    </message>
    <message>
        <source>The coarse field has no variable of the prior at a time of the window.</source>
        <translation>Le champ grossier n’a aucune variable de l’a priori à une date de la fenêtre.</translation>
    </message>
    <message>
        <source>Give a file with the prior's variables, levels and times in task.input.</source>
        <translation>Donnez dans task.input un fichier avec les variables, les niveaux et les dates de l’a priori.</translation>
    </message>
    <message>
        <source>There is no coarse field to refine: neither task.input nor truth is given.</source>
        <translation>Aucun champ grossier à affiner : ni task.input ni vérité n’est donné.</translation>
    </message>
    <message>
        <source>Name a gridded file in task.input, or a truth that is made coarse by task.factor.</source>
        <translation>Nommez dans task.input un fichier sur grille, ou une vérité que task.factor rend grossière.</translation>
    </message>
    <message>
        <source>The coarse field has %1 cells.</source>
        <translation>Le champ grossier a %1 mailles.</translation>
    </message>
    <message>
        <source>Reading the autoencoder</source>
        <translation>Lecture de l’autoencodeur</translation>
    </message>
    <message>
        <source>Reading the denoiser</source>
        <translation>Lecture du débruiteur</translation>
    </message>
    <message>
        <source>Reading the statistics</source>
        <translation>Lecture des statistiques</translation>
    </message>
    <message>
        <source>prior.overlap is %1, and a window has only %2 states.</source>
        <translation>prior.overlap vaut %1, et une fenêtre n’a que %2 états.</translation>
    </message>
    <message>
        <source>Give a smaller overlap.</source>
        <translation>Donnez un recouvrement plus petit.</translation>
    </message>
    <message>
        <source>How far the autoencoder's fields are from those it was given is not known: observations count with their own errors alone.</source>
        <translation>On ignore de combien les champs de l’autoencodeur s’écartent de ceux qu’il a reçus : les observations ne comptent qu’avec leurs propres erreurs.</translation>
    </message>
    <message>
        <source>If it is what it says, unpack it by hand and open the files.</source>
        <translation>S’il est ce qu’il dit, décomprimez-le à la main et ouvrez les fichiers.</translation>
    </message>
    <message>
        <source>RMSE and spread during the run are those of the latent; score the result for those of the fields.</source>
        <translation>Pendant le calcul, RMSE et dispersion sont celles du latent ; évaluez le résultat pour celles des champs.</translation>
    </message>
    <message>
        <source>%1 states beyond the window are sampled too, because the network knows whole windows of %2 states only.</source>
        <translation>%1 états au-delà de la fenêtre sont aussi échantillonnés, car le réseau ne connaît que des fenêtres entières de %2 états.</translation>
    </message>
    <message>
        <source>prior.precision is float16, which is for GPUs, and this run's device is the CPU.</source>
        <translation>prior.precision est float16, qui est pour les GPU, et cette exécution se fait sur le processeur.</translation>
    </message>
    <message>
        <source>Use bfloat16 or float32, or a GPU.</source>
        <translation>Prenez bfloat16 ou float32, ou un GPU.</translation>
    </message>
    <message>
        <source>A prior of kind appa needs a folder, or its parts denoiser, autoencoder and statistics.</source>
        <translation>Un a priori de type appa demande un dossier, ou ses parties denoiser, autoencoder et statistics.</translation>
    </message>
    <message>
        <source>Name the folder in prior.folder.</source>
        <translation>Nommez le dossier dans prior.folder.</translation>
    </message>
    <message>
        <source>No statistics of the fields lie beside or above “%1”.</source>
        <translation>Aucune statistique des champs ne se trouve à côté ou au-dessus de « %1 ».</translation>
    </message>
    <message>
        <source>Name the file or Zarr folder with each variable's mean and standard deviation in prior.statistics.</source>
        <translation>Nommez dans prior.statistics le fichier ou le dossier Zarr qui contient la moyenne et l’écart-type de chaque variable.</translation>
    </message>
    <message>
        <source>The statistics in %1 cannot be used: %2.</source>
        <translation>Les statistiques de %1 sont inutilisables : %2.</translation>
    </message>
    <message>
        <source>%1 is no mean and standard deviation a level</source>
        <translation>%1 n’est pas une moyenne et un écart-type par niveau</translation>
    </message>
    <message>
        <source>%1 has a standard deviation that is not positive</source>
        <translation>%1 a un écart-type qui n’est pas positif</translation>
    </message>
    <message>
        <source>%1 has an empty dimension %2</source>
        <translation>%1 a une dimension vide, %2</translation>
    </message>
    <message>
        <source>its variables and levels make %1 fields, and the autoencoder has %2</source>
        <translation>ses variables et niveaux font %1 champs, et l’autoencodeur en a %2</translation>
    </message>
    <message>
        <source>Give a table with the dimensions statistic (mean, std) and level.</source>
        <translation>Donnez une table aux dimensions statistic (mean, std) et level.</translation>
    </message>
    <message>
        <source>Check that the download is complete.</source>
        <translation>Vérifiez que le téléchargement est complet.</translation>
    </message>
    <message>
        <source>Give the statistics that the autoencoder was trained with.</source>
        <translation>Donnez les statistiques avec lesquelles l’autoencodeur a été entraîné.</translation>
    </message>
    <message>
        <source>%1 holds no mask of %2 × %3 points.</source>
        <translation>%1 ne contient pas de masque de %2 × %3 points.</translation>
    </message>
    <message>
        <source>Give a file with sea_surface_temperature_mask(latitude, longitude).</source>
        <translation>Donnez un fichier avec sea_surface_temperature_mask(latitude, longitude).</translation>
    </message>
    <message>
        <source>%1 cannot be read (%2).</source>
        <translation>%1 est illisible (%2).</translation>
    </message>
    <message>
        <source>its chunks are filtered or not in C order</source>
        <translation>ses blocs sont filtrés ou ne sont pas en ordre C</translation>
    </message>
    <message>
        <source>its .zarray is damaged</source>
        <translation>son .zarray est abîmé</translation>
    </message>
    <message>
        <source>its shape and chunks do not fit together</source>
        <translation>sa forme et ses blocs ne vont pas ensemble</translation>
    </message>
    <message>
        <source>compressed with %1, which is not known here</source>
        <translation>compressé par %1, inconnu ici</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>abîmé</translation>
    </message>
    <message>
        <source>truncated</source>
        <translation>tronqué</translation>
    </message>
    <message>
        <source>unpacking it takes %1, and %2 has not so much room</source>
        <translation>le décomprimer prend %1, et %2 n’a pas cette place</translation>
    </message>
    <message>
        <source>Zarr of format 3, and only format 2 is known here</source>
        <translation>Zarr au format 3, seul le format 2 est connu ici</translation>
    </message>
    <message>
        <source>a folder that is no Zarr store</source>
        <translation>un dossier qui n’est pas un Zarr</translation>
    </message>
    <message>
        <source>The chain has %1 states, more than %2.</source>
        <translation>La chaîne a %1 états, plus que %2.</translation>
    </message>
    <message>
        <source>A mixture is one state, and the window has %1.</source>
        <translation>Un mélange est un seul état, et la fenêtre en a %1.</translation>
    </message>
    <message>
        <source>Give window.length 1.</source>
        <translation>Donnez window.length 1.</translation>
    </message>
    <message>
        <source>The prior knows states %1 apart, and the window's are %2 apart.</source>
        <translation>L’a priori connaît des états espacés de %1, et ceux de la fenêtre le sont de %2.</translation>
    </message>
    <message>
        <source>Give window.step "PT%1H".</source>
        <translation>Donnez window.step « PT%1H ».</translation>
    </message>
    <message>
        <source>σ_max %1 is less than the %2 that this prior was made for: the start is not quite noise.</source>
        <translation>σ_max %1 est inférieur au %2 pour lequel cet a priori est fait : le départ n’est pas tout à fait du bruit.</translation>
    </message>
    <message>
        <source>Step %1 (σ = %2) gave values that are no numbers: they began in %3, member %4.</source>
        <translation>Le pas %1 (σ = %2) a donné des valeurs qui ne sont pas des nombres : elles sont nées dans %3, membre %4.</translation>
    </message>
    <message>
        <source>What came before this step is kept: lower the strength, take more steps, or choose covariance guidance.</source>
        <translation>Ce qui précède ce pas est conservé : baissez la force, prenez plus de pas ou choisissez le guidage covariance.</translation>
    </message>
    <message>
        <source>the prior's denoiser</source>
        <translation>le débruiteur de l’a priori</translation>
    </message>
    <message>
        <source>the guidance %1</source>
        <translation>le guidage %1</translation>
    </message>
    <message>
        <source>the sampler %1</source>
        <translation>l’échantillonneur %1</translation>
    </message>
    <message>
        <source>the sampler %1 under the guidance %2</source>
        <translation>l’échantillonneur %1 sous le guidage %2</translation>
    </message>
    <message>
        <source>Spectral climate</source>
        <translation>Climat spectral</translation>
    </message>
    <message>
        <source>Fitted from files (fit), set around a field (background, error, length), or the shipped climate. Its posterior under linear observations is known exactly.</source>
        <translation>Ajusté à des fichiers (fit), posé autour d’un champ (background, error, length), ou le climat fourni. Son a posteriori sous observations linéaires est connu exactement.</translation>
    </message>
    <message>
        <source>Appa (latent diffusion)</source>
        <translation>Appa (diffusion latente)</translation>
    </message>
    <message>
        <source>States that neighbouring windows share</source>
        <translation>États que partagent deux fenêtres voisines</translation>
    </message>
    <message>
        <source>Where windows overlap</source>
        <translation>Là où les fenêtres se recouvrent</translation>
    </message>
    <message>
        <source>Backbone computes in</source>
        <translation>Précision du réseau</translation>
    </message>
    <message>
        <source>Bring it to latitude and longitude first.</source>
        <translation>Amenez-le d’abord sur latitude et longitude.</translation>
    </message>
    <message>
        <source>A folder as published (folder), or by parts: denoiser, autoencoder, the latent's stats.pth (latent), the fields' statistics (Zarr or NetCDF) and a sea mask (masks).</source>
        <translation>Un dossier tel que publié (folder), ou par parties : denoiser, autoencoder, stats.pth du latent (latent), statistiques des champs (Zarr ou NetCDF) et masque de mer (masks).</translation>
    </message>
    <message>
        <source>Folder as published</source>
        <translation>Dossier tel que publié</translation>
    </message>
    <message>
        <source>Denoiser's folder</source>
        <translation>Dossier du débruiteur</translation>
    </message>
    <message>
        <source>Autoencoder's folder</source>
        <translation>Dossier de l’autoencodeur</translation>
    </message>
    <message>
        <source>Statistics of the latent</source>
        <translation>Statistiques du latent</translation>
    </message>
    <message>
        <source>Statistics of the fields</source>
        <translation>Statistiques des champs</translation>
    </message>
    <message>
        <source>Sea mask</source>
        <translation>Masque de mer</translation>
    </message>
    <message>
        <source>Linear chain (small world)</source>
        <translation>Chaîne linéaire (petit monde)</translation>
    </message>
    <message>
        <source>Time between two states</source>
        <translation>Temps entre deux états</translation>
    </message>
    <message>
        <source>All states are jointly Gaussian, so the denoiser is exact and the posterior under observations of them is Kalman's. Observations name position, speed, acceleration or wind.</source>
        <translation>Tous les états sont gaussiens ensemble : le débruiteur est exact et l’a posteriori sous leurs observations est celui de Kalman. Les observations nomment position, speed, acceleration ou wind.</translation>
    </message>
    <message>
        <source>Gaussian mixture (small world)</source>
        <translation>Mélange gaussien (petit monde)</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>Parties</translation>
    </message>
    <message>
        <source>Numbers of the state</source>
        <translation>Nombres de l’état</translation>
    </message>
    <message>
        <source>Radius of the parts' means</source>
        <translation>Rayon des moyennes des parties</translation>
    </message>
    <message>
        <source>Standard deviation of a part</source>
        <translation>Écart-type d’une partie</translation>
    </message>
    <message>
        <source>One state of one or two numbers, called first and second, with several modes; score and denoiser are exact.</source>
        <translation>Un état d’un ou deux nombres, nommés first et second, à plusieurs modes ; score et débruiteur sont exacts.</translation>
    </message>
    <message>
        <source>Without guidance a leg of this forecast would not know the states before it.</source>
        <translation>Sans guidage, un tronçon de cette prévision ne connaîtrait pas les états qui le précèdent.</translation>
    </message>
    <message>
        <source>Choose a guidance, for example mmps.</source>
        <translation>Choisissez un guidage, par exemple mmps.</translation>
    </message>
    <message>
        <source>Schedule: %1, noise from %2 to %3, as the prior was trained.</source>
        <translation>Bruitage : %1, de %2 à %3, comme à l’entraînement de l’a priori.</translation>
    </message>
    <message>
        <source>The noise goes from σ %1 to %2, and the prior was trained from %3 to %4: beyond, its network guesses.</source>
        <translation>Le bruit va de σ %1 à %2, et l’a priori a été entraîné de %3 à %4 : au-delà, son réseau devine.</translation>
    </message>
    <message>
        <source>Noisy Lorenz-63 (small world)</source>
        <translation>Lorenz-63 bruité (petit monde)</translation>
    </message>
    <message>
        <source>A folder that embellie-cli train made. Observations name a, b or c.</source>
        <translation>Un dossier fait par embellie-cli train. Les observations nomment a, b ou c.</translation>
    </message>
    <message>
        <source>Folder of the trained network</source>
        <translation>Dossier du réseau entraîné</translation>
    </message>
    <message>
        <source>The network sees %1 states at once, and the window has %2.</source>
        <translation>Le réseau voit %1 états à la fois, et la fenêtre en compte %2.</translation>
    </message>
    <message>
        <source>Choose a longer window.</source>
        <translation>Choisissez une fenêtre plus longue.</translation>
    </message>
    <message>
        <source>prior.folder is missing: no trained network is named.</source>
        <translation>prior.folder manque : aucun réseau entraîné n’est nommé.</translation>
    </message>
    <message>
        <source>Make one with embellie-cli train.</source>
        <translation>Faites-en un avec embellie-cli train.</translation>
    </message>
    <message>
        <source>Make room, set TMPDIR to a larger disk, or unpack it by hand.</source>
        <translation>Faites de la place, mettez TMPDIR sur un plus grand disque, ou décomprimez-le à la main.</translation>
    </message>
    <message>
        <source>Times count states of the chain, which are 0.025 of its own time units apart.</source>
        <translation>Les temps comptent les états de la chaîne, espacés de 0,025 de ses propres unités de temps.</translation>
    </message>
    <message>
        <source>%1 is not a Lorenz-63 prior (its prior.json is missing or of another kind).</source>
        <translation>%1 n’est pas un a priori Lorenz-63 (son prior.json manque ou est d’une autre sorte).</translation>
    </message>
    <message>
        <source>The window has %1 states, and this prior knows trajectories of at most %2.</source>
        <translation>La fenêtre compte %1 états, et cet a priori connaît des trajectoires de %2 au plus.</translation>
    </message>
    <message>
        <source>This prior knows states that are %1 hours apart, and the window's are not.</source>
        <translation>Cet a priori connaît des états espacés de %1 heures, ce que ceux de la fenêtre ne sont pas.</translation>
    </message>
    <message>
        <source>Leave window.step out.</source>
        <translation>Laissez window.step de côté.</translation>
    </message>
    <message>
        <source>The series has %1 states, too few for a climate of waves (%2).</source>
        <translation>La série compte %1 états, trop peu pour un climat d’ondes (%2).</translation>
    </message>
    <message>
        <source>Give more files, or fit a spectral prior.</source>
        <translation>Donnez plus de fichiers, ou ajustez un a priori spectral.</translation>
    </message>
    <message>
        <source>The series has %1 latitudes of %2 variables and levels, more than this climate can hold.</source>
        <translation>La série a %1 latitudes de %2 variables et niveaux, plus que ce climat ne peut en tenir.</translation>
    </message>
    <message>
        <source>Bring the files to a coarser grid, or name fewer variables and levels.</source>
        <translation>Amenez les fichiers sur une grille plus grossière, ou nommez moins de variables et de niveaux.</translation>
    </message>
    <message>
        <source>Build it with libeccodes-dev, or convert the file to NetCDF.</source>
        <translation>Construisez-le avec libeccodes-dev, ou convertissez le fichier en NetCDF.</translation>
    </message>
    <message>
        <source>%1 does not vary in the series.</source>
        <translation>%1 ne varie pas dans la série.</translation>
    </message>
    <message>
        <source>Leave it out with variables or levels.</source>
        <translation>Laissez-la de côté avec variables ou levels.</translation>
    </message>
    <message>
        <source>Fitting the mean climate</source>
        <translation>Ajustement du climat moyen</translation>
    </message>
    <message>
        <source>Fitting the variance</source>
        <translation>Ajustement de la variance</translation>
    </message>
    <message>
        <source>Fitting waves</source>
        <translation>Ajustement des ondes</translation>
    </message>
    <message>
        <source>Fitting time</source>
        <translation>Ajustement du temps</translation>
    </message>
    <message>
        <source>waves and EOFs of %1 states, %2 to %3</source>
        <translation>ondes et EOF de %1 états, du %2 au %3</translation>
    </message>
    <message>
        <source>%1 is not a climate of EOFs (%2).</source>
        <translation>%1 n’est pas un climat d’EOF (%2).</translation>
    </message>
    <message>
        <source>Make one with embellie-cli fit --kind eof.</source>
        <translation>Faites-en un avec embellie-cli fit --kind eof.</translation>
    </message>
    <message>
        <source>its prior.json is missing or of another kind</source>
        <translation>son prior.json manque ou est d’une autre sorte</translation>
    </message>
    <message>
        <source>%1 describes no network (%2).</source>
        <translation>%1 ne décrit aucun réseau (%2).</translation>
    </message>
    <message>
        <source>%1 describes a network that cannot be.</source>
        <translation>%1 décrit un réseau impossible.</translation>
    </message>
    <message>
        <source>Train it again with embellie-cli train.</source>
        <translation>Entraînez-le de nouveau avec embellie-cli train.</translation>
    </message>
    <message>
        <source>the network in “%1”</source>
        <translation>le réseau dans « %1 »</translation>
    </message>
    <message>
        <source>prior.folder is missing: no folder of a prior is named.</source>
        <translation>prior.folder manque : aucun dossier d’a priori n’est nommé.</translation>
    </message>
    <message>
        <source>Waves and EOFs, with a learned correction</source>
        <translation>Ondes et EOF, avec une correction apprise</translation>
    </message>
    <message>
        <source>Learned correction</source>
        <translation>Correction apprise</translation>
    </message>
    <message>
        <source>A folder that embellie-cli fit --kind eof and train made. Without its network it is the Gaussian climate, whose posterior under linear observations is known exactly.</source>
        <translation>Un dossier fait par embellie-cli fit --kind eof et train. Sans son réseau, c’est le climat gaussien, dont l’a posteriori sous des observations linéaires est connu exactement.</translation>
    </message>
    <message>
        <source>Folder of the prior</source>
        <translation>Dossier de l’a priori</translation>
    </message>
    <message>
        <source>Shipped are %1; make a folder with embellie-cli fit.</source>
        <translation>Sont livrés : %1 ; faites un dossier avec embellie-cli fit.</translation>
    </message>
    <message>
        <source>"%1" names no weather: a whole number must follow the colon.</source>
        <translation>« %1 » ne nomme aucun temps : un nombre entier doit suivre les deux-points.</translation>
    </message>
    <message>
        <source>Write for example "%1:7".</source>
        <translation>Écrivez par exemple « %1:7 ».</translation>
    </message>
    <message>
        <source>"%1" has a seed that is for training.</source>
        <translation>« %1 » a une graine réservée à l’entraînement.</translation>
    </message>
    <message>
        <source>Give one below 2147483648.</source>
        <translation>Donnez-en une inférieure à 2147483648.</translation>
    </message>
    <message>
        <source>Simulating weather</source>
        <translation>Simulation du temps</translation>
    </message>
    <message>
        <source>The simulated earth has states six hours apart, which window.step does not fit.</source>
        <translation>La terre simulée a des états espacés de six heures, ce qui ne convient pas à window.step.</translation>
    </message>
    <message>
        <source>Give window.step "PT6H" or a multiple.</source>
        <translation>Donnez à window.step "PT6H" ou un multiple.</translation>
    </message>
    <message>
        <source>The window spans %1 days of the simulated earth, more than %2.</source>
        <translation>La fenêtre couvre %1 jours de la terre simulée, plus que %2.</translation>
    </message>
    <message>
        <source>Write the weather to a file first: embellie-cli simulate.</source>
        <translation>Écrivez d’abord le temps dans un fichier : embellie-cli simulate.</translation>
    </message>
    <message>
        <source>“%1” holds no Appa denoiser: no config.yaml in it or below has a “backbone”.</source>
        <translation>« %1 » ne contient aucun débruiteur Appa : aucun config.yaml n’y a de « backbone ».</translation>
    </message>
    <message>
        <source>Name the folder that holds the denoiser's config.yaml and model_best.pth.</source>
        <translation>Nommez le dossier qui contient le config.yaml et le model_best.pth du débruiteur.</translation>
    </message>
    <message>
        <source>“%1” holds %2 denoisers: %3.</source>
        <translation>« %1 » contient %2 débruiteurs : %3.</translation>
    </message>
    <message>
        <source>Name the folder of one of them.</source>
        <translation>Nommez le dossier de l’un d’eux.</translation>
    </message>
    <message>
        <source>“%1” has no model.pth, model_best.pth or model_last.pth.</source>
        <translation>« %1 » n’a ni model.pth, ni model_best.pth, ni model_last.pth.</translation>
    </message>
    <message>
        <source>“%1/config.yaml” has no “%2”.</source>
        <translation>« %1/config.yaml » n’a pas de « %2 ».</translation>
    </message>
    <message>
        <source>“%1” cannot be an interpretation (%2).</source>
        <translation>« %1 » ne peut pas être une interprétation (%2).</translation>
    </message>
    <message>
        <source>Name another folder.</source>
        <translation>Nommez un autre dossier.</translation>
    </message>
    <message>
        <source>The network's configuration cannot be used: “%1” is %2.</source>
        <translation>La configuration du réseau est inutilisable : « %1 » vaut %2.</translation>
    </message>
    <message>
        <source>The network's configuration cannot be used: “%1” %2.</source>
        <translation>La configuration du réseau est inutilisable : « %1 » %2.</translation>
    </message>
    <message>
        <source>Check config.yaml.</source>
        <translation>Vérifiez config.yaml.</translation>
    </message>
    <message>
        <source>No stats.pth lies above “%1”.</source>
        <translation>Aucun stats.pth ne se trouve au-dessus de « %1 ».</translation>
    </message>
    <message>
        <source>Keep the folders as they were published: latents/&lt;dump&gt;/stats.pth.</source>
        <translation>Gardez les dossiers tels qu’ils ont été publiés : latents/&lt;dump&gt;/stats.pth.</translation>
    </message>
    <message>
        <source>No autoencoder lies beside or above “%1”.</source>
        <translation>Aucun autoencodeur ne se trouve à côté ou au-dessus de « %1 ».</translation>
    </message>
    <message>
        <source>No autoencoder's config.yaml lies beside or above “%1”.</source>
        <translation>Aucun config.yaml d’autoencodeur ne se trouve à côté ou au-dessus de « %1 ».</translation>
    </message>
    <message>
        <source>Keep the folders as they were published: latents/&lt;dump&gt;/ae/config.yaml.</source>
        <translation>Gardez les dossiers tels qu’ils ont été publiés : latents/&lt;dump&gt;/ae/config.yaml.</translation>
    </message>
    <message>
        <source>The autoencoder “%1” in “%2” is not convolutional.</source>
        <translation>L’autoencodeur « %1 » dans « %2 » n’est pas convolutif.</translation>
    </message>
    <message>
        <source>Only convolutional autoencoders (cae) can be used.</source>
        <translation>Seuls les autoencodeurs convolutifs (cae) sont utilisables.</translation>
    </message>
    <message>
        <source>“%1/config.yaml” gives latent_shape %2, but its other settings make %3.</source>
        <translation>« %1/config.yaml » donne latent_shape %2, mais ses autres réglages font %3.</translation>
    </message>
    <message>
        <source>The denoiser in “%1” is a network of another kind, “%2”.</source>
        <translation>Le débruiteur dans « %1 » est un réseau d’un autre genre, « %2 ».</translation>
    </message>
    <message>
        <source>Only transformers (vit) can be used.</source>
        <translation>Seuls les transformeurs (vit) sont utilisables.</translation>
    </message>
    <message>
        <source>must be a whole number from 1 to %1</source>
        <translation>doit être un nombre entier de 1 à %1</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>manque</translation>
    </message>
    <message>
        <source>must be true or false</source>
        <translation>doit être true ou false</translation>
    </message>
    <message>
        <source>must be a number</source>
        <translation>doit être un nombre</translation>
    </message>
    <message>
        <source>must have %1 numbers</source>
        <translation>doit avoir %1 nombres</translation>
    </message>
    <message>
        <source>needs Blosc, which this program was built without</source>
        <translation>exige Blosc, sans laquelle ce programme a été construit</translation>
    </message>
    <message>
        <source>needs Zstandard, which this program was built without</source>
        <translation>exige Zstandard, sans laquelle ce programme a été construit</translation>
    </message>
    <message>
        <source>needs zlib, which this program was built without</source>
        <translation>exige zlib, sans laquelle ce programme a été construit</translation>
    </message>
    <message>
        <source>must be a list of whole numbers</source>
        <translation>doit être une liste de nombres entiers</translation>
    </message>
    <message>
        <source>is none of softclip, softclip2, tanh, asinh, rmsnorm and null</source>
        <translation>n’est ni softclip, ni softclip2, tanh, asinh, rmsnorm ou null</translation>
    </message>
    <message>
        <source>does not divide the window's %1 elements</source>
        <translation>ne divise pas les %1 éléments de la fenêtre</translation>
    </message>
    <message>
        <source>does not divide hid_channels into even parts</source>
        <translation>ne divise pas hid_channels en parts paires</translation>
    </message>
    <message>
        <source>and “hid_channels” differ in length</source>
        <translation>et « hid_channels » n’ont pas la même longueur</translation>
    </message>
    <message>
        <source>is not what patch_size and the depths make together</source>
        <translation>n’est pas ce que font ensemble patch_size et les profondeurs</translation>
    </message>
    <message>
        <source>is truncated</source>
        <translation>est tronqué</translation>
    </message>
    <message>
        <source>must be odd</source>
        <translation>doit être impair</translation>
    </message>
    <message>
        <source>The date %1-%2-%3 does not exist.</source>
        <translation>La date %1-%2-%3 n’existe pas.</translation>
    </message>
    <message>
        <source>The interval's end lies before its start.</source>
        <translation>La fin de l’intervalle précède son début.</translation>
    </message>
    <message>
        <source>The weights are those of no score network: %1.</source>
        <translation>Les poids ne sont ceux d’aucun réseau de score : %1.</translation>
    </message>
    <message>
        <source>“%1” says %2 = %3, but the weights beside it have %4.</source>
        <translation>« %1 » dit %2 = %3, mais les poids à côté ont %4.</translation>
    </message>
    <message>
        <source>“%1” cannot be read as JSON.</source>
        <translation>« %1 » ne peut pas être lu comme JSON.</translation>
    </message>
    <message>
        <source>Name the folder of one SDA run.</source>
        <translation>Nommez le dossier d’une seule exécution SDA.</translation>
    </message>
    <message>
        <source>“%1” is missing</source>
        <translation>« %1 » manque</translation>
    </message>
    <message>
        <source>“%1” is not known</source>
        <translation>« %1 » n’est pas connu</translation>
    </message>
    <message>
        <source>“%1” is %2 instead of %3</source>
        <translation>« %1 » est %2 au lieu de %3</translation>
    </message>
    <message>
        <source>it has no residual layers</source>
        <translation>il n’a pas de couches résiduelles</translation>
    </message>
    <message>
        <source>it has no blocks</source>
        <translation>il n’a pas de blocs</translation>
    </message>
    <message>
        <source>its %1 outputs are no odd number of states of %2 channels</source>
        <translation>ses %1 sorties ne font pas un nombre impair d’états de %2 canaux</translation>
    </message>
    <message>
        <source>The activation “%1” is not known.</source>
        <translation>L’activation « %1 » n’est pas connue.</translation>
    </message>
    <message>
        <source>Use ReLU, ELU, GELU, SELU or SiLU.</source>
        <translation>Prenez ReLU, ELU, GELU, SELU ou SiLU.</translation>
    </message>
    <message>
        <source>Only local score networks of residual layers can be made anew.</source>
        <translation>Seuls des réseaux de score locaux à couches résiduelles peuvent être faits à neuf.</translation>
    </message>
    <message>
        <source>Give an order of at least 1, a width and a depth.</source>
        <translation>Donnez un ordre d’au moins 1, une largeur et une profondeur.</translation>
    </message>
    <message>
        <source>The weights do not fit %1: %2.</source>
        <translation>Les poids ne vont pas avec %1 : %2.</translation>
    </message>
    <message>
        <source>Check that the configuration beside the weights is the one they were trained with.</source>
        <translation>Vérifiez que la configuration à côté des poids est celle de leur entraînement.</translation>
    </message>
    <message>
        <source>the score network in “%1”</source>
        <translation>le réseau de score dans « %1 »</translation>
    </message>
    <message>
        <source>the autoencoder in “%1”</source>
        <translation>l’autoencodeur dans « %1 »</translation>
    </message>
    <message>
        <source>the denoiser in “%1”</source>
        <translation>le débruiteur dans « %1 »</translation>
    </message>
    <message>
        <source>the latent's statistics in “%1”</source>
        <translation>les statistiques du latent dans « %1 »</translation>
    </message>
    <message>
        <source>“%1” is not a usable YAML file: %2.</source>
        <translation>« %1 » n’est pas un fichier YAML utilisable : %2.</translation>
    </message>
    <message>
        <source>Check the file's text.</source>
        <translation>Vérifiez le texte du fichier.</translation>
    </message>
    <message>
        <source>it is nested more than 64 deep</source>
        <translation>il est imbriqué sur plus de 64 niveaux</translation>
    </message>
    <message>
        <source>it is no JSON object</source>
        <translation>ce n’est pas un objet JSON</translation>
    </message>
    <message>
        <source>it repeats itself beyond reason</source>
        <translation>il se répète au-delà du raisonnable</translation>
    </message>
    <message>
        <source>it is longer than 1 MiB</source>
        <translation>il dépasse 1 Mio</translation>
    </message>
    <message>
        <source>line %1: %2</source>
        <translation>ligne %1 : %2</translation>
    </message>
    <message>
        <source>“%1” is not a usable pickle of weights: %2.</source>
        <translation>« %1 » n’est pas un pickle de poids utilisable : %2.</translation>
    </message>
    <message>
        <source>Only the state dictionaries that torch.save writes are read, and nothing in them is run.</source>
        <translation>Seuls les dictionnaires d’état qu’écrit torch.save sont lus, et rien n’y est exécuté.</translation>
    </message>
    <message>
        <source>it holds more than %1 values</source>
        <translation>il contient plus de %1 valeurs</translation>
    </message>
    <message>
        <source>it holds too much text in %1</source>
        <translation>il contient trop de texte dans %1</translation>
    </message>
    <message>
        <source>its stack runs empty</source>
        <translation>sa pile se vide</translation>
    </message>
    <message>
        <source>its table of chunks is damaged</source>
        <translation>sa table de blocs est abîmée</translation>
    </message>
    <message>
        <source>it has something else where %1 is expected</source>
        <translation>il contient autre chose là où on attend %1</translation>
    </message>
    <message>
        <source>it holds more than %1 arrays</source>
        <translation>il contient plus de %1 tableaux</translation>
    </message>
    <message>
        <source>a dictionary</source>
        <translation>un dictionnaire</translation>
    </message>
    <message>
        <source>a storage</source>
        <translation>un stockage</translation>
    </message>
    <message>
        <source>arguments</source>
        <translation>des arguments</translation>
    </message>
    <message>
        <source>a name</source>
        <translation>un nom</translation>
    </message>
    <message>
        <source>a shape</source>
        <translation>une forme</translation>
    </message>
    <message>
        <source>a standard name has letters, digits and _</source>
        <translation>un nom standard a des lettres, des chiffres et _</translation>
    </message>
    <message>
        <source>a length</source>
        <translation>une longueur</translation>
    </message>
    <message>
        <source>an offset</source>
        <translation>un décalage</translation>
    </message>
    <message>
        <source>a mark is missing</source>
        <translation>une marque manque</translation>
    </message>
    <message>
        <source>a message has another number of values than its grid has points</source>
        <translation>un message n’a pas autant de valeurs que sa grille a de points</translation>
    </message>
    <message>
        <source>a dictionary has a key without a value</source>
        <translation>un dictionnaire a une clé sans valeur</translation>
    </message>
    <message>
        <source>it recalls a value it never kept</source>
        <translation>il rappelle une valeur qu’il n’a jamais gardée</translation>
    </message>
    <message>
        <source>its protocol is %1, and 2 is the newest that is read</source>
        <translation>son protocole est %1, et 2 est le plus récent qui se lise</translation>
    </message>
    <message>
        <source>its instruction %1 belongs to no state dictionary</source>
        <translation>son instruction %1 n’appartient à aucun dictionnaire d’état</translation>
    </message>
    <message>
        <source>a whole number is longer than 64 bits</source>
        <translation>un nombre entier dépasse 64 bits</translation>
    </message>
    <message>
        <source>it refers to “%1”, which no weights need</source>
        <translation>il renvoie à « %1 », dont aucun poids n’a besoin</translation>
    </message>
    <message>
        <source>a storage is described in an unknown way</source>
        <translation>un stockage est décrit d’une manière inconnue</translation>
    </message>
    <message>
        <source>a storage has no type</source>
        <translation>un stockage n’a pas de type</translation>
    </message>
    <message>
        <source>it calls “%1” in an unknown way</source>
        <translation>il appelle « %1 » d’une manière inconnue</translation>
    </message>
    <message>
        <source>a tensor has more than %1 dimensions</source>
        <translation>un tenseur a plus de %1 dimensions</translation>
    </message>
    <message>
        <source>a tensor is described in an unknown way</source>
        <translation>un tenseur est décrit d’une manière inconnue</translation>
    </message>
    <message>
        <source>“%1” is not a usable file of weights: %2.</source>
        <translation>« %1 » n’est pas un fichier de poids utilisable : %2.</translation>
    </message>
    <message>
        <source>Check that it was written by torch.save and is complete.</source>
        <translation>Vérifiez que torch.save l’a écrit et qu’il est complet.</translation>
    </message>
    <message>
        <source>it is a folder</source>
        <translation>c’est un dossier</translation>
    </message>
    <message>
        <source>it is a zipped Zarr store</source>
        <translation>c’est une archive Zarr dans un zip</translation>
    </message>
    <message>
        <source>it is larger than what it can hold</source>
        <translation>il est plus grand que ce qu’il peut contenir</translation>
    </message>
    <message>
        <source>it cannot be read</source>
        <translation>il ne peut pas être lu</translation>
    </message>
    <message>
        <source>it declares %1 packed into %2 kB, as no real file is</source>
        <translation>il annonce %1 comprimés en %2 ko, ce qu’aucun vrai fichier ne fait</translation>
    </message>
    <message>
        <source>it names too many values</source>
        <translation>il nomme trop de valeurs</translation>
    </message>
    <message>
        <source>a dictionary's key is neither text nor a whole number</source>
        <translation>une clé de dictionnaire n’est ni un texte ni un nombre entier</translation>
    </message>
    <message>
        <source>“%1” has an impossible shape</source>
        <translation>« %1 » a une forme impossible</translation>
    </message>
    <message>
        <source>the data of “%1” are missing</source>
        <translation>les données de « %1 » manquent</translation>
    </message>
    <message>
        <source>the data of “%1” lie outside its storage</source>
        <translation>les données de « %1 » sortent de leur stockage</translation>
    </message>
    <message>
        <source>“%1” repeats its data beyond reason</source>
        <translation>« %1 » répète ses données au-delà du raisonnable</translation>
    </message>
    <message>
        <source>it has no data.pkl</source>
        <translation>il n’a pas de data.pkl</translation>
    </message>
    <message>
        <source>its data.pkl is too long</source>
        <translation>son data.pkl est trop long</translation>
    </message>
    <message>
        <source>its numbers are not little endian</source>
        <translation>ses nombres ne sont pas petit-boutistes</translation>
    </message>
    <message>
        <source>“%1” is not a usable zip archive: %2.</source>
        <translation>« %1 » n’est pas une archive zip utilisable : %2.</translation>
    </message>
    <message>
        <source>Check that the file is complete and was written by torch.save.</source>
        <translation>Vérifiez que le fichier est complet et que torch.save l’a écrit.</translation>
    </message>
    <message>
        <source>it is shorter than a zip archive's last record</source>
        <translation>il est plus court que le dernier enregistrement d’une archive zip</translation>
    </message>
    <message>
        <source>it has no directory</source>
        <translation>il n’a pas de répertoire</translation>
    </message>
    <message>
        <source>its directory is damaged</source>
        <translation>son répertoire est abîmé</translation>
    </message>
    <message>
        <source>its entries lie over each other</source>
        <translation>ses entrées se recouvrent</translation>
    </message>
    <message>
        <source>its entry “%1” %2</source>
        <translation>son entrée « %1 » %2</translation>
    </message>
    <message>
        <source>its entry “%1” is compressed</source>
        <translation>son entrée « %1 » est comprimée</translation>
    </message>
    <message>
        <source>its entry “%1” is compressed in a way that is not known here</source>
        <translation>son entrée « %1 » est comprimée d’une façon inconnue ici</translation>
    </message>
    <message>
        <source>its entry “%1” is encrypted</source>
        <translation>son entrée « %1 » est chiffrée</translation>
    </message>
    <message>
        <source>its entry “%1” lies outside the file</source>
        <translation>son entrée « %1 » sort du fichier</translation>
    </message>
    <message>
        <source>Windows of %1 states every %2 do not cover a trajectory of %3 states.</source>
        <translation>Des fenêtres de %1 états tous les %2 ne couvrent pas une trajectoire de %3 états.</translation>
    </message>
    <message>
        <source>The stride is at most the window, and the length is a window and whole strides.</source>
        <translation>Le pas ne dépasse pas la fenêtre, et la longueur est une fenêtre et un nombre entier de pas.</translation>
    </message>
    <message>
        <source>Windows of %1 states with an overlap of %2 cannot hold %3 states.</source>
        <translation>Des fenêtres de %1 états avec un recouvrement de %2 ne peuvent pas contenir %3 états.</translation>
    </message>
    <message>
        <source>The overlap is at least 0 and less than the window.</source>
        <translation>Le recouvrement est d’au moins 0 et plus petit que la fenêtre.</translation>
    </message>
    <message>
        <source>The series covers only part of the latitude circles, and this climate is made of waves around them.</source>
        <translation>La série ne couvre qu’une partie des cercles de latitude, et ce climat est fait d’ondes autour d’eux.</translation>
    </message>
    <message>
        <source>Give global files, or fit a spectral prior.</source>
        <translation>Donnez des fichiers mondiaux, ou ajustez un a priori spectral.</translation>
    </message>
    <message>
        <source>%1 is missing: the training %2 needs it.</source>
        <translation>%1 manque : l’entraînement %2 en a besoin.</translation>
    </message>
    <message>
        <source>Give the %1 in %2.</source>
        <translation>Donnez %1 dans %2.</translation>
    </message>
    <message>
        <source>The training is no JSON document.</source>
        <translation>L’entraînement n’est pas un document JSON.</translation>
    </message>
    <message>
        <source>Check its commas and braces.</source>
        <translation>Vérifiez ses virgules et ses accolades.</translation>
    </message>
    <message>
        <source>%1 has another grid, other variables or another step than the climate it shall correct.</source>
        <translation>%1 a une autre grille, d’autres variables ou un autre pas que le climat qu’il doit corriger.</translation>
    </message>
    <message>
        <source>Fit the climate from the same files: embellie-cli fit --kind eof.</source>
        <translation>Ajustez le climat aux mêmes fichiers : embellie-cli fit --kind eof.</translation>
    </message>
    <message>
        <source>The grid of %1 × %2 points cannot be halved twice.</source>
        <translation>La grille de %1 × %2 points ne peut être divisée deux fois par deux.</translation>
    </message>
    <message>
        <source>Bring the files to a grid whose numbers of latitudes and longitudes are multiples of 4.</source>
        <translation>Mettez les fichiers sur une grille dont les nombres de latitudes et de longitudes sont multiples de 4.</translation>
    </message>
    <message>
        <source>Name one of those that embellie-cli catalogue lists.</source>
        <translation>Nommez l’un de ceux que liste embellie-cli catalogue.</translation>
    </message>
    <message>
        <source>The data have %1 samples to train with and %2 to validate with, too few for batches of %3.</source>
        <translation>Les données ont %1 exemples pour l’entraînement et %2 pour la validation : trop peu pour des lots de %3.</translation>
    </message>
    <message>
        <source>Use more data or a smaller batch.</source>
        <translation>Prenez plus de données ou un lot plus petit.</translation>
    </message>
    <message>
        <source>The training diverged at step %1: its loss has grown too far.</source>
        <translation>L’entraînement a divergé à l’étape %1 : sa perte a trop grandi.</translation>
    </message>
    <message>
        <source>The training diverged at step %1: its loss is no finite number.</source>
        <translation>L’entraînement a divergé à l’étape %1 : sa perte n’est pas un nombre fini.</translation>
    </message>
    <message>
        <source>Use a smaller optimiser.rate or an optimiser.clip, and start again from the last checkpoint with --resume.</source>
        <translation>Prenez un optimiser.rate plus petit ou un optimiser.clip, et repartez du dernier point de reprise avec --resume.</translation>
    </message>
    <message>
        <source>“%1” is the checkpoint of another network: its “%2” is missing or of another shape.</source>
        <translation>« %1 » est le point de reprise d’un autre réseau : son « %2 » manque ou a une autre forme.</translation>
    </message>
    <message>
        <source>Start the training anew, without --resume.</source>
        <translation>Recommencez l’entraînement, sans --resume.</translation>
    </message>
    <message>
        <source>“%1” is no checkpoint of a training.</source>
        <translation>« %1 » n’est pas le point de reprise d’un entraînement.</translation>
    </message>
    <message>
        <source>Start without --resume.</source>
        <translation>Commencez sans --resume.</translation>
    </message>
    <message>
        <source>“%1” was made by another training: training, seed, batch and optimiser.kind must stay.</source>
        <translation>« %1 » vient d’un autre entraînement : training, seed, batch et optimiser.kind doivent rester.</translation>
    </message>
    <message>
        <source>Start anew in another folder, or ask for what was asked for there.</source>
        <translation>Recommencez dans un autre dossier, ou demandez ce qui y était demandé.</translation>
    </message>
    <message>
        <source>The checkpoint knows no moments of “%1”.</source>
        <translation>Le point de reprise ne connaît pas les moments de « %1 ».</translation>
    </message>
    <message>
        <source>guidance.windows is each, and this prior is not composed of windows.</source>
        <translation>guidance.windows vaut each, et cet a priori n’est pas composé de fenêtres.</translation>
    </message>
    <message>
        <source>Set guidance.windows to together.</source>
        <translation>Donnez à guidance.windows la valeur together.</translation>
    </message>
    <message>
        <source>The guidance “%1” acts on the sampler's step, not inside windows.</source>
        <translation>Le guidage « %1 » agit sur le pas de l’échantillonneur, pas dans les fenêtres.</translation>
    </message>
    <message>
        <source>Choose mmps, or guide the whole trajectory.</source>
        <translation>Choisissez mmps, ou guidez toute la trajectoire.</translation>
    </message>
    <message>
        <source>The guidance “%1” cannot act inside windows: this prior is not composed of any.</source>
        <translation>Le guidage « %1 » ne peut agir dans les fenêtres : cet a priori n’en est pas composé.</translation>
    </message>
    <message>
        <source>%1 holds a training already.</source>
        <translation>%1 contient déjà un entraînement.</translation>
    </message>
    <message>
        <source>%1 holds no checkpoint to go on from.</source>
        <translation>%1 ne contient aucun point de reprise.</translation>
    </message>
    <message>
        <source>%1 cannot be written (it is a file, and a prior is a folder).</source>
        <translation>%1 ne peut être écrit (c’est un fichier, et un a priori est un dossier).</translation>
    </message>
    <message>
        <source>Preparing the data</source>
        <translation>Préparation des données</translation>
    </message>
    <message>
        <source>Settling the simulated atmosphere</source>
        <translation>L’atmosphère simulée trouve son régime</translation>
    </message>
    <message>
        <source>The simulated atmosphere did not stay finite.</source>
        <translation>L’atmosphère simulée n’est pas restée finie.</translation>
    </message>
    <message>
        <source>Open it again.</source>
        <translation>Ouvrez-la de nouveau.</translation>
    </message>
    <message>
        <source>The simulated atmosphere has no variable number %1.</source>
        <translation>L’atmosphère simulée n’a pas de variable numéro %1.</translation>
    </message>
    <message>
        <source>Choose one of those that are listed.</source>
        <translation>Choisissez l’une de celles qui sont listées.</translation>
    </message>
    <message>
        <source>%1 has more than %2 samples of %3, which is more than is read at once</source>
        <translation>%1 a plus de %2 données de %3, plus qu’il n’en est lu d’un coup</translation>
    </message>
    <message>
        <source>Split the file.</source>
        <translation>Découpez le fichier.</translation>
    </message>
    <message>
        <source>%1 cannot be used alone: all %2 positions in %3 are missing; name the file that holds the track as "positions" beside it in the request</source>
        <translation>%1 ne peut pas servir seul : les %2 positions de %3 manquent ; nommez le fichier de la trajectoire comme « positions » à côté de lui dans la requête</translation>
    </message>
    <message>
        <source>%1 cannot be used alone: all %2 positions are missing</source>
        <translation>%1 ne peut pas servir seul : ses %2 positions manquent</translation>
    </message>
    <message>
        <source>Name the file that holds the track as "positions" beside it in the request.</source>
        <translation>Nommez le fichier de la trajectoire comme « positions » à côté de lui dans la requête.</translation>
    </message>
    <message>
        <source>%1 is all that tells the level: it is taken as in the standard atmosphere</source>
        <translation>%1 seul indique le niveau : il est pris comme dans l’atmosphère standard</translation>
    </message>
    <message>
        <source>%1 is where the wind blows to; it is turned by 180 degrees</source>
        <translation>%1 indique où va le vent ; il est tourné de 180 degrés</translation>
    </message>
    <message>
        <source>%1 holds no observations: no latitude and longitude belong to its samples</source>
        <translation>%1 ne contient pas d’observations : aucune latitude ni longitude n’appartient à ses données</translation>
    </message>
    <message>
        <source>%1 holds no track: it has no latitudes along time</source>
        <translation>%1 ne contient pas de trajectoire : il n’a pas de latitudes au fil du temps</translation>
    </message>
    <message>
        <source>%1 holds no track: none of its positions is valid</source>
        <translation>%1 ne contient pas de trajectoire : aucune de ses positions n’est valide</translation>
    </message>
    <message>
        <source>decimal commas are read as points</source>
        <translation>les virgules décimales sont lues comme des points</translation>
    </message>
    <message>
        <source>%1 has rows of far fewer cells than its header of %2 columns</source>
        <translation>%1 a des lignes bien plus courtes que son en-tête de %2 colonnes</translation>
    </message>
    <message>
        <source>the unit of %1 is not given; METAR has it in knots</source>
        <translation>l’unité de %1 n’est pas donnée ; les METAR l’ont en nœuds</translation>
    </message>
    <message>
        <source>station pressure follows from %1 and the altitude: p = (QNH^0.190263 − 1013.25^0.190263 · 0.0065 h / 288.15)^(1/0.190263)</source>
        <translation>la pression à la station se déduit de %1 et de l’altitude : p = (QNH^0.190263 − 1013.25^0.190263 · 0.0065 h / 288.15)^(1/0.190263)</translation>
    </message>
    <message>
        <source>dates such as %1 are read with the day first</source>
        <translation>les dates telles que %1 sont lues jour en premier</translation>
    </message>
    <message>
        <source>%1 is an IODA file without latitude and longitude in MetaData</source>
        <translation>%1 est un fichier IODA sans latitude ni longitude dans MetaData</translation>
    </message>
    <message>
        <source>%1 has times in %2 whose units "%3" name no date to count from</source>
        <translation>%1 a dans %2 des temps dont l’unité « %3 » ne nomme pas de date d’origine</translation>
    </message>
    <message>
        <source>ObsValue/%1 holds radiances of %2 channels: they are shown in diagnostics, never assimilated</source>
        <translation>ObsValue/%1 contient les luminances de %2 canaux : elles sont montrées dans les diagnostics, jamais assimilées</translation>
    </message>
    <message>
        <source>%1 BUFR messages of %2 are not read</source>
        <translation>%1 messages BUFR (%2) ne sont pas lus</translation>
    </message>
    <message>
        <source>%1 holds no reports of stations, ships, buoys, balloons or aircraft</source>
        <translation>%1 ne contient pas de messages de stations, navires, bouées, ballons ou avions</translation>
    </message>
    <message>
        <source>%1 holds no reports of stations, ships, buoys, balloons or aircraft, but %2</source>
        <translation>%1 ne contient pas de messages de stations, navires, bouées, ballons ou avions, mais %2</translation>
    </message>
    <message>
        <source>%1 cannot be used: its BUFR message %2 is damaged or needs tables that this ecCodes does not have</source>
        <translation>%1 est inutilisable : son message BUFR %2 est endommagé ou demande des tables que cet ecCodes n’a pas</translation>
    </message>
    <message>
        <source>%1 is BUFR, and this program was built without ecCodes.</source>
        <translation>%1 est du BUFR, et ce programme a été construit sans ecCodes.</translation>
    </message>
    <message>
        <source>Build it with libeccodes-dev, or convert the file to CSV.</source>
        <translation>Construisez-le avec libeccodes-dev, ou convertissez le fichier en CSV.</translation>
    </message>
    <message>
        <source>%1 holds no feedback: it has neither hofx nor ombg</source>
        <translation>%1 ne contient pas de retour d’assimilation : il n’a ni hofx ni ombg</translation>
    </message>
    <message>
        <source>Give a file that an assimilation wrote, or open it as observations.</source>
        <translation>Donnez un fichier écrit par une assimilation, ou ouvrez-le comme observations.</translation>
    </message>
    <message>
        <source>%1 holds no feedback: it needs a column value, and background (H(x)) or omb</source>
        <translation>%1 ne contient pas de retour d’assimilation : il lui faut une colonne value, et background (H(x)) ou omb</translation>
    </message>
    <message>
        <source>Name the columns value, background, analysis, omb, oma, variable, level, time, id, error.</source>
        <translation>Nommez les colonnes value, background, analysis, omb, oma, variable, level, time, id, error.</translation>
    </message>
    <message>
        <source>%1 holds no feedback: it is no IODA file and no table</source>
        <translation>%1 ne contient pas de retour d’assimilation : ce n’est ni un fichier IODA ni un tableau</translation>
    </message>
    <message>
        <source>%1 winds of speed V from direction d are taken as u = −V sin d, v = −V cos d.</source>
        <translation>%1 vents de vitesse V et de direction d sont pris comme u = −V sin d, v = −V cos d.</translation>
    </message>
    <message>
        <source>%1 surface observations are brought to the model's heights: temperature with %2 K/km, pressure hypsometrically; what is further than %3 from the model's ground is rejected.</source>
        <translation>%1 observations de surface sont ramenées aux altitudes du modèle : température avec %2 K/km, pression par l’équation hypsométrique ; ce qui est à plus de %3 du sol du modèle est rejeté.</translation>
    </message>
    <message>
        <source>%1 holds no heights of the ground (surface altitude, or geopotential without levels).</source>
        <translation>%1 ne contient pas d’altitude du sol (altitude de la surface, ou géopotentiel sans niveaux).</translation>
    </message>
    <message>
        <source>Name a file that does, or leave observations.orography out.</source>
        <translation>Nommez un fichier qui en contient, ou omettez observations.orography.</translation>
    </message>
    <message>
        <source>its height is too far from the model's ground</source>
        <translation>son altitude est trop loin du sol du modèle</translation>
    </message>
    <message>
        <source>part of the mean of its box</source>
        <translation>partie de la moyenne de sa maille</translation>
    </message>
    <message>
        <source>thinned: another stands for its box</source>
        <translation>éclaircie : une autre représente sa maille</translation>
    </message>
    <message>
        <source>flagged in the file: %1</source>
        <translation>marquée dans le fichier : %1</translation>
    </message>
    <message>
        <source>Power p of the drawn times t = r^p</source>
        <translation>Exposant p des temps tirés t = r^p</translation>
    </message>
    <message>
        <source>%1 holds no file whose name ends in .nc</source>
        <translation>%1 ne contient aucun fichier dont le nom finit par .nc</translation>
    </message>
    <message>
        <source>Under %1 members act on each other, but the %2 of them are stepped %3 at a time.</source>
        <translation>Avec %1, les membres agissent les uns sur les autres, mais les %2 membres avancent par groupes de %3.</translation>
    </message>
    <message>
        <source>Step all together (--together %1), or choose another method.</source>
        <translation>Faites-les avancer tous ensemble (--together %1), ou choisissez une autre méthode.</translation>
    </message>
    <message>
        <source>The sampler's least noise, low, is above its most noise, high.</source>
        <translation>Le bruit minimal de l’échantillonneur, low, dépasse son bruit maximal, high.</translation>
    </message>
    <message>
        <source>Give low at most the value of high: between the two steps are churned.</source>
        <translation>Donnez à low au plus la valeur de high : les pas sont rebruités entre les deux.</translation>
    </message>
    <message>
        <source>A change is asked for at step %1, but the run has %2 steps, counted from 0.</source>
        <translation>Un changement est demandé au pas %1, mais le calcul a %2 pas, comptés à partir de 0.</translation>
    </message>
    <message>
        <source>Name an earlier step in changes, or raise sampler.steps.</source>
        <translation>Nommez un pas antérieur dans changes, ou augmentez sampler.steps.</translation>
    </message>
    <message>
        <source>the guidance %1, whose earlier steps led the state far beyond this step's noise</source>
        <translation>le guidage %1, dont les pas précédents ont mené l’état bien au-delà du bruit de ce pas</translation>
    </message>
</context>
<context>
    <name>ui::window::InterpretSheet</name>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Interpret as</source>
        <translation>Interpréter comme</translation>
    </message>
    <message>
        <source>Variable</source>
        <translation>Variable</translation>
    </message>
    <message>
        <source>Described as</source>
        <translation>Décrite comme</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Unité</translation>
    </message>
    <message>
        <source>Is taken for</source>
        <translation>Est prise pour</translation>
    </message>
    <message>
        <source>Interpret</source>
        <translation>Interpréter</translation>
    </message>
    <message>
        <source>is</source>
        <translation>est</translation>
    </message>
    <message>
        <source>in the unit</source>
        <translation>dans l’unité</translation>
    </message>
    <message>
        <source>what the file says</source>
        <translation>ce qu’en dit le fichier</translation>
    </message>
    <message>
        <source>What are the variables of %1? What is said here holds for all files of its kind, those with the same variables in the same units, and is remembered.</source>
        <translation>Que sont les variables de %1 ? Ce qui est dit ici vaut pour tous les fichiers de son genre, ceux qui ont les mêmes variables dans les mêmes unités, et sera retenu.</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>Lecture de %1</translation>
    </message>
    <message>
        <source>The file has no variables with numbers.</source>
        <translation>Le fichier n’a pas de variables numériques.</translation>
    </message>
    <message>
        <source>%1, as you say</source>
        <translation>%1, selon vous</translation>
    </message>
    <message>
        <source>%1 in %2, as you say</source>
        <translation>%1 en %2, selon vous</translation>
    </message>
    <message>
        <source>nobody knows</source>
        <translation>inconnu</translation>
    </message>
    <message>
        <source>none given</source>
        <translation>non donnée</translation>
    </message>
</context>
</TS>
